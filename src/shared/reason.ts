/**
 * Why something could not be told, or was left out. Closed list: each has a sentence in every
 * language (`reason_*` in `_locales`) and at least one test.
 */
export const reasons = [
  // the picture
  'no-face',
  'face-too-small',
  'face-too-blurred',
  'face-tilted',
  'too-dark',
  'too-bright',
  'too-few-frames',
  'frames-disagree',
  'faces-left-out',
  'black-frames',
  // the page
  'paused',
  'not-visible',
  'protected',
  'cross-origin',
  'unsupported-format',
  'no-pixels',
  'no-media',
  /** The page hides, covers or removes our notice; the toolbar icon stays (threats.md T1). */
  'page-interferes',
  // our side
  'engine-starting',
  /** One look in seconds, for the same causes as the next. */
  'fewer-looks',
  /** Few frames are looked at, by the person's choice or because more made the page stutter. */
  'light-mode',
  /** Nothing is looked at for a while: looking made the page or its video stutter. */
  'spared',
  'engine-unavailable',
  'webgl2-missing',
  'model-refused',
  'timeout',
  'permission-missing',
  'site-off',
] as const;
export type Reason = (typeof reasons)[number];
