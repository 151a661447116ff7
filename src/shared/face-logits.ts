/** What the classifier says of one crop: uncalibrated logits of its two heads. */
export interface FaceLogits {
  readonly composite: number;
  readonly synthetic: number;
}
