/**
 * Numbers by which I420 becomes RGBA, 16 bits behind the point; `base` holds the offset of luma and the half that
 * rounds. Whole numbers, so that every browser and every kind of code gives the same pixels.
 */
export interface FixedWeights {
  readonly yScale: number;
  readonly base: number;
  readonly redV: number;
  readonly greenU: number;
  readonly greenV: number;
  readonly blueU: number;
}
