/**
 * How much Seam looks at videos. `full`: one to two looks a second; `eased`: one in three to six seconds;
 * `light`: three frames a video, more only where they show signs. The person sets the most.
 */
export const effortCeilings = ['full', 'eased', 'light'] as const;
export type EffortCeiling = (typeof effortCeilings)[number];

/** `suspended`: nothing is looked at for a while, because looking made the page stutter. */
export type Effort = EffortCeiling | 'suspended';
export const efforts: readonly Effort[] = [...effortCeilings, 'suspended'];
