/**
 * Style inside the closed shadow root. All movement and fading is CSS, because a page can clear
 * every timer (threats.md M1). Steps instead of smooth turns: each frame of an animation over a
 * playing video is composed again.
 */
export const chipStyle = `
:host { color-scheme: light dark; }
.notice {
  --paper: #fff; --ink: #1d1d1f; --soft: #55565c; --edge: #0000002e; --accent: #3c4f8f; --field: #ececf1;
  position: relative; inline-size: max-content; max-inline-size: var(--room, 340px);
  font: 500 13px/1.35 system-ui, sans-serif; color: var(--ink); text-align: start;
  letter-spacing: normal; word-spacing: normal; pointer-events: none; direction: ltr; line-break: strict;
}
@media (prefers-color-scheme: dark) {
  .notice {
    --paper: #232427; --ink: #f1f1f3; --soft: #b6b8bf; --edge: #ffffff38; --accent: #aebcf5; --field: #35373d;
  }
}
.notice[data-end] { translate: -100% 0; }
.pill {
  all: unset; box-sizing: border-box; display: flex; align-items: center; gap: 6px;
  inline-size: max-content; max-inline-size: 100%; min-block-size: 28px; padding: 4px 11px 4px 7px;
  border: 1px solid var(--edge); border-radius: 14px; background: var(--paper);
  box-shadow: 0 1px 5px #0000004d; cursor: pointer; pointer-events: auto; touch-action: none;
  -webkit-user-select: none; user-select: none;
}
:is(.pill, .action, .strip):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
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
.card {
  box-sizing: border-box; position: absolute; z-index: 1; inset-block-start: calc(100% + 6px); inset-inline-start: 0;
  padding: 12px 14px; inline-size: 320px; max-inline-size: var(--room, 340px);
  border: 1px solid var(--edge); border-radius: 12px; background: var(--paper);
  box-shadow: 0 2px 12px #00000047; font-weight: 400; pointer-events: auto; cursor: auto;
  overflow-wrap: anywhere;
}
.notice[data-end] .card { inset-inline: auto 0; }
.notice[data-up] .card { inset-block: auto calc(100% + 6px); }
.notice[data-toast] .card { animation: tuck 1ms 12s forwards; }
.notice[data-toast] .card:is(:hover, :focus-within) { animation-play-state: paused; }
.card p { margin: 0; }
.card p + p, .card .refusal, .card .hint { margin-block-start: 8px; }
.card .remembered { font-weight: 500; }
.card .hint { color: var(--soft); font-size: 12px; }
.card .refusal { padding-inline-start: 8px; border-inline-start: 3px solid var(--accent); font-size: 12px; }
.actions { display: flex; flex-wrap: wrap; gap: 6px; margin-block-start: 10px; }
.action {
  all: unset; box-sizing: border-box; min-block-size: 28px; padding: 4px 10px; border-radius: 8px;
  background: var(--field); font-weight: 500; text-align: center; cursor: pointer;
}
.action:hover { filter: brightness(.94); }
.action.why { background: var(--accent); color: var(--paper); }
.action.not-now { margin-inline-start: auto; background: none; color: var(--soft); }
.strip {
  position: absolute; inset-block-start: calc(var(--top, 0px) - var(--rows, 1) * 7px);
  inset-inline-start: var(--left, 0px); inline-size: var(--width, 0px); block-size: calc(var(--rows, 1) * 7px);
  pointer-events: auto; cursor: pointer; border-radius: 3px; background: #0000008c;
}
.notice[data-end] .strip { inset-inline-start: calc(100% + var(--left, 0px)); }
.strip::before { content: ''; position: absolute; inset: -9px 0; }
.strip svg { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.strip .calm { fill: #e8eaf0; opacity: .75; }
.strip .sign { fill: #ffb52e; }
.strip .unseen { fill: #9aa0ad; }
.strip .cursor {
  position: absolute; inset-block: -3px; inline-size: 2px; margin-inline-start: -1px;
  background: #fff; box-shadow: 0 0 2px #000; display: none; pointer-events: none;
}
.strip .tip {
  position: absolute; inset-block-end: calc(100% + 8px); translate: -50% 0; padding: 3px 8px;
  border-radius: 6px; background: var(--paper); color: var(--ink); box-shadow: 0 1px 5px #0000004d;
  font-size: 12px; white-space: nowrap; font-variant-numeric: tabular-nums; display: none; pointer-events: none;
}
.strip:is(:hover, :focus-visible) :is(.cursor, .tip) { display: block; }
.notice:not([data-open]) .strip:not(:hover, :focus-visible) { animation: leave .4s 3s ease-in forwards; }
[hidden] { display: none !important; }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
@keyframes turn { to { rotate: 360deg; } }
@keyframes leave { to { opacity: 0; pointer-events: none; } }
@keyframes shrink { to { max-inline-size: 0; opacity: 0; visibility: hidden; } }
@keyframes settle { to { gap: 0; padding-inline: 6px; opacity: .85; } }
@keyframes tuck { to { visibility: visible; } }
@media (prefers-reduced-motion: reduce) {
  .notice .pill, .notice .label, .notice .strip { animation-duration: 1ms !important; }
  .notice .shape { animation: none !important; }
}
@media (forced-colors: active) {
  .pill, .card, .action, .strip { border: 1px solid CanvasText; }
  .action.why { border-width: 2px; }
  .notice .shape { color: CanvasText; --mark: Canvas; }
  .strip { forced-color-adjust: none; }
}
@media print { .notice { display: none; } }
`;
