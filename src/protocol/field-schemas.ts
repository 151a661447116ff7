import * as v from 'valibot';
import { reasons } from '../shared/reason.js';

/** Fields that several messages share. */
export const shortText = v.pipe(v.string(), v.maxLength(512));
export const count = v.pipe(v.number(), v.finite(), v.minValue(0));
export const fraction = v.pipe(v.number(), v.finite(), v.minValue(-4), v.maxValue(5));
export const reason = v.picklist(reasons);
