/**
 * Style inside the closed shadow root. All movement and fading is CSS, because a page can clear
 * every timer (threats.md M1). Steps instead of smooth turns: each frame of an animation over a
 * playing video is composed again.
 */
export const chipStyle = `
:host { color-scheme: light dark; }
.notice {
  --paper: #fff; --ink: #1d1d1f; --soft: #55565c; --edge: #0000002e; --accent: #3c4f8f;
  position: relative; inline-size: max-content; max-inline-size: var(--room, 340px);
  font: 500 13px/1.35 system-ui, sans-serif; color: var(--ink); text-align: start;
  pointer-events: none; direction: ltr; line-break: strict;
}
@media (prefers-color-scheme: dark) {
  .notice { --paper: #232427; --ink: #f1f1f3; --soft: #b6b8bf; --edge: #ffffff38; --accent: #aebcf5; }
}
.pill {
  all: unset; box-sizing: border-box; display: flex; align-items: center; gap: 6px;
  inline-size: max-content; max-inline-size: 100%; min-block-size: 28px; padding: 4px 11px 4px 7px;
  border: 1px solid var(--edge); border-radius: 14px; background: var(--paper);
  box-shadow: 0 1px 5px #0000004d; cursor: pointer; pointer-events: auto;
  -webkit-user-select: none; user-select: none;
}
.pill:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.shape { flex: none; inline-size: 16px; block-size: 16px; color: var(--soft); }
.label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-inline-size: 320px; }
.notice[data-tone='alarm'] .pill { --edge: #ffffff66; background: #b3261e; color: #fff; }
.notice[data-tone='alarm'] .shape { color: #fff; --mark: #b3261e; }
.notice[data-tone='caution'] .pill { --edge: #00000040; background: #ffc45c; color: #2a1a00; }
.notice[data-tone='caution'] .shape { color: #2a1a00; --mark: #ffc45c; }
.notice[data-tone='notice'] .shape { color: var(--accent); }
.notice[data-stance='checking'] .shape { animation: turn 1.6s steps(8) 10; }
.notice[data-rest='leave']:not([data-open]) .pill { animation: leave .4s 4s ease-in forwards; }
.notice[data-rest='shrink']:not([data-open]) .label { animation: shrink .25s 6s ease-in forwards; }
.notice[data-rest='shrink']:not([data-open]) .pill { animation: settle .25s 6s ease-in forwards; }
.notice:not([data-open]) .pill:is(:hover, :focus-visible),
.notice:not([data-open]) .pill:is(:hover, :focus-visible) .label { animation: none; }
.notice[data-compact] .label { display: none; }
.notice[data-compact] .pill { padding-inline: 6px; }
.why {
  box-sizing: border-box; margin-block-start: 6px; padding: 12px 14px; inline-size: 300px;
  max-inline-size: 100%; border: 1px solid var(--edge); border-radius: 12px; background: var(--paper);
  box-shadow: 0 2px 12px #00000047; font-weight: 400; pointer-events: auto; cursor: auto;
  overflow-wrap: anywhere;
}
.why[hidden] { display: none; }
.why p { margin: 0; }
.why p + p { margin-block-start: 8px; }
.why .hint { color: var(--soft); font-size: 12px; }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
@keyframes turn { to { rotate: 360deg; } }
@keyframes leave { to { opacity: 0; visibility: hidden; } }
@keyframes shrink { to { max-inline-size: 0; opacity: 0; visibility: hidden; } }
@keyframes settle { to { gap: 0; padding-inline: 6px; opacity: .85; } }
@media (prefers-reduced-motion: reduce) {
  .notice .pill, .notice .label { animation-duration: 1ms !important; }
  .notice .shape { animation: none !important; }
}
@media (forced-colors: active) {
  .pill, .why { border-color: CanvasText; }
  .notice .shape { color: CanvasText; --mark: Canvas; }
}
@media print { .notice { display: none; } }
`;
