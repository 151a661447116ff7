/** Numbers that bound work. Each with its unit in the name and its source beside it. */
export const limits = {
  /** Faces under this width in the small picture are detected again in their full-resolution crop. */
  roughDetectionPx: 40,
  /** Longer side of the small picture for detection. feasibility.md section 13: about 640x360. */
  smallPictureLongSidePx: 640,
  /** Interval between two samples of one media, drawn at random inside. Architecture section 5: 1 to 2 a second. */
  sampleIntervalMinMs: 500,
  sampleIntervalMaxMs: 1000,
  /** First samples come faster so that the first level needs few seconds (issue bar: 5 s for 8 good frames). */
  firstSampleIntervalMs: 400,
  /**
   * Engine ticks on the port while a page has something to sample; between them one more for each look that
   * falls due. Five a second without those cost 5 ms of processor a second and more (November 2026).
   */
  tickIntervalMs: 1000,
  /**
   * After a move inside a page, a video that still has its old source is not looked at for so long. Our choice:
   * players load the next video within about a second of the new address.
   */
  moveHoldOffMs: 1500,
  /** Rendered size under which an image or video is not worth a look (CSS pixels, shorter side). */
  minRenderedSidePx: 96,
  /** How long a picture must have been on the screen: one that flies past is not worth a look (threats.md T21). */
  passingMs: 200,
  /** After media left the page, before they are let go of: once for all that left meanwhile. */
  letGoMs: 1000,
  /** Natural size cap before any decode: threats.md T10. */
  maxImageMegapixels: 40,
  maxImageSidePx: 16_384,
  /** Images above are decoded only on a gesture: an element's pixels decode on the page's thread, 12 MP in over 100 ms. */
  maxUnaskedImageMegapixels: 4,
  /** Faces classified per sample; the rest is named `faces-left-out`. 16 faces x 25 ms = 0.4 s. */
  maxFacesPerSample: 16,
  /** Samples waiting in the engine queue; newest of a media wins. threats.md T21. */
  maxQueuedSamples: 64,
  /** A sample that has not been answered by then is given up (the media goes on). */
  sampleDeadlineMs: 8000,
  /** Detector, ONNX Runtime and the model from a cold disk on a slow machine. */
  engineStartDeadlineMs: 30_000,
  /** Worker silence before it is ended. threats.md T15. */
  workerSilenceMs: 5000,
  heartbeatMs: 1000,
  /** Restart delays and the number of failures in a window that gives up. threats.md T15. */
  restartDelaysMs: [0, 1000, 4000, 16_000],
  maxFailuresInWindow: 6,
  failureWindowMs: 60_000,
  /** Engine worker is ended after this long without work; memory goes back to the system. */
  workerIdleMs: 60_000,
  /** Frames below this mean luma (0 to 255) over the whole picture are "black". Protected video reads all zero. */
  blackFrameMaxLuma: 4,
  blackFramesBeforeBlocked: 4,
  /** A detection is repeated every n-th tracked sample even if nothing was lost: a new face waits 4.5 s at most. */
  redetectEverySamples: 6,
  /** Media elements followed per document. */
  maxMediaPerDocument: 64,
  /** Faces kept per media in memory; the oldest lost ones are dropped. */
  maxTracksPerMedia: 32,
  /** Scores remembered per track (at 2 a second: the last two minutes). */
  maxScoresPerTrack: 240,
  /** Points kept per track in the page: as many as a progress bar can show apart. */
  maxHistoryPoints: 240,
  /** Pictures kept of the leading faces of a media, and their longest side: at most 2.4 MB a media. */
  maxFaceShots: 4,
  maxFaceShotSidePx: 640,
  /** Looks at a video on one "check now": 8 good frames and some that are refused. */
  looksPerCheckNow: 12,
  /** The port to the engine is closed after this long with nothing to sample. */
  portIdleMs: 30_000,
  /** Changed records go to the background at most this often: 4 a second. */
  recordFlushIntervalMs: 250,
  /** Records in which only numbers moved (frames, scores, cost) wait this long: an open popup still lives. */
  recordRefreshIntervalMs: 2000,
  /** Work on DOM mutations before the finder pauses for a second. threats.md T4: < 20 ms a second in all. */
  mutationWorkMsPerSecond: 10,
  /** A page without content ids that changes its address sooner keeps its video's session: no evasion by address. */
  minUnnamedSessionMs: 10_000,
  /** Answers to `want` within one sample, and crops in one message. */
  maxWantsPerSample: 4,
  /** Pieces of a large still that a person asked about, one `want` each: a quarter of a second of detections. */
  maxPiecesPerStill: 16,
  maxCropsPerMessage: 32,
  /** Notices drawn in one document; signs go before quiet ones. */
  maxChipsPerDocument: 12,
  /** A page may move, remove or cover a notice this often before it is said on the toolbar instead. threats.md T1. */
  chipRestoresPerWindow: 8,
  chipRestoreWindowMs: 5000,
  /** Grain of the dearer checks of a notice (computed style of the page, what lies on top). */
  chipWatchIntervalMs: 1000,
  /** Media whose level, corrections and hashes are remembered; some 200 bytes each, oldest first. */
  maxRememberedMedia: 400,
  /**
   * What looking may cost before less is looked at, over windows of two seconds. threats.md T4 allows 20 ms
   * a second; a piece of 16 ms is a frame of the page, of 30 ms a dropped frame of a video for certain.
   */
  effortWindowMs: 2000,
  effortMainThreadMsPerSecond: 40,
  effortLongestMs: 30,
  effortRoundTripMs: 4000,
  /**
   * Beyond what drops while nothing is looked at: a video that drops fewer plays smoothly. Seam on a processor a
   * quarter as fast costs 9 % and more (governor.test.ts), which needs no second window once it was seen before.
   */
  effortDroppedShare: 0.03,
  effortSevereDropShare: 0.09,
  effortFewestFrames: 20,
  /** In a row: one hiccup is anybody's. */
  effortBadWindows: 2,
  /** Calm before more is looked at again; doubles with every step down. */
  effortCalmMs: 20_000,
  effortCalmMostMs: 320_000,
  effortLowBattery: 0.2,
  /** Looks at a video in light mode (HaramBlur's and wingman_jr's users asked for three). */
  lightLooks: 3,
  /** Looks come this much more slowly: so far apart that whole windows between them have none. */
  slowerBy: { full: 1, eased: 6, light: 8, suspended: 8 },
  /** How often the faces of one media are compared with remembered ones, and the pause between. */
  recallsPerMedia: 6,
  recallIntervalMs: 4000,
  /** Sites whose notices were moved by hand; some 60 bytes each. */
  maxNoticePlaces: 60,
  /** A tab may open one of our pages this often: a second click by mistake, or a page that lies. */
  noticePageIntervalMs: 1000,
  /** Check page: looks at a local video, at the rate of a playing one, and how many before the person is asked. */
  checkSamplesPerSecond: 2,
  /** Of a file too short for a level at that rate: nearer to each other two frames show hardly anything new. */
  checkMostSamplesPerSecond: 10,
  checkMostLooks: 120,
  /** Twelve hours at that rate: a file that claims to be longer is looked at more sparsely. */
  checkMostMoments: 86_400,
  /** Opening a file or seeking in it: a broken file may never answer. */
  checkReadDeadlineMs: 15_000,
  /** A picture that was sought but is not drawn (page in the background) is read anyway. */
  checkDrawnDeadlineMs: 500,
  /** Freezing: a text that a page says about itself, and an address. Longer ones are cut. */
  maxFactChars: 4000,
  /** Frames of a playing video in one freeze, and the pause between two. Issue bar: 10 of 1080p in 1.5 s. */
  freezeFrames: 10,
  freezeFrameIntervalMs: 45,
  /** Frames that a page is asked for before the first is there: Firefox takes 150 ms to encode one, beside its thread. */
  freezeFramesAtOnce: 4,
  /** A stalled video gives no new frame: what is there by then is frozen. */
  freezeFramesDeadlineMs: 4000,
  /** The engine may be cold or busy; scores that are not there by then are missing from the evidence, and it says so. */
  freezeScoresDeadlineMs: 6000,
  /** A freeze keeps other looks waiting for so long at most: it takes 1 to 2 s, and its scores are given up later. */
  engineHoldMs: 4000,
  /** File of an image asked for once more (threats.md T9). */
  maxOriginalBytes: 20 * 1024 * 1024,
  originalDeadlineMs: 10_000,
  /** The file of a picture from an address, on a gesture or where it was allowed: threats.md T9. */
  addressReadBytes: 20_000_000,
  addressReadMs: 10_000,
  /** threats.md T21. */
  addressReadsAtOnce: 2,
  /** A gesture on a picture counts this long: the script must start, meet the picture and report it. */
  addressGestureMs: 20_000,
  /** Answers for images that are kept by content, thumbnails included: about 5 kB each. threats.md T21. */
  maxImageAnswers: 6000,
} as const;
