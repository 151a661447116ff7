import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Bytes } from '../../evidence/bytes.js';
import { Picture } from '../evidence/picture.js';
import { say } from '../words.js';
import type { Region } from './frame-of-item.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A picture on which regions are drawn: by dragging, by a button for every known face, or by typing
 * numbers, so that it works with a keyboard alone.
 */
export function RegionPicture({
  bytes,
  alt,
  regions,
  faces,
  add,
}: {
  readonly bytes: Bytes;
  readonly alt: string;
  readonly regions: readonly Region[];
  readonly faces: readonly Region[];
  readonly add: (region: Region) => void;
}): JSX.Element {
  const [start, setStart] = useState<Point | null>(null);
  const [end, setEnd] = useState<Point | null>(null);
  const [typed, setTyped] = useState<Region>({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 });
  const drawn = start !== null && end !== null ? between(start, end) : null;

  return (
    <div class="region">
      <div
        class="canvas"
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          setStart(pointOf(event));
          setEnd(null);
        }}
        onPointerMove={(event) => {
          if (start !== null) setEnd(pointOf(event));
        }}
        onPointerUp={() => {
          if (drawn !== null && drawn.width > 0.01 && drawn.height > 0.01) add(drawn);
          setStart(null);
          setEnd(null);
        }}
      >
        <Picture bytes={bytes} alt={alt} />
        {[...regions, ...(drawn === null ? [] : [drawn])].map((region) => (
          <span key={JSON.stringify(region)} class="mark" ref={(mark) => place(mark, region)} />
        ))}
      </div>
      <p class="buttons">
        {faces.map((face, at) => (
          <button type="button" class="button" key={JSON.stringify(face)} onClick={() => add(face)}>
            {say('region_face', at + 1)}
          </button>
        ))}
        <button
          type="button"
          class="button"
          onClick={() => add({ x: 0, y: 0, width: 1, height: 1 })}
        >
          {say('region_whole')}
        </button>
      </p>
      <details class="small">
        <summary>{say('region_type')}</summary>
        <p class="numbers">
          {(['x', 'y', 'width', 'height'] as const).map((side) => (
            <label key={side}>
              {say(`region_${side}`)}
              <input
                type="number"
                min={0}
                max={1}
                step={0.01}
                value={typed[side]}
                onInput={(event) =>
                  setTyped({ ...typed, [side]: clamp(event.currentTarget.valueAsNumber) })
                }
              />
            </label>
          ))}
          <button type="button" class="button" onClick={() => add(inside(typed))}>
            {say('region_add')}
          </button>
        </p>
      </details>
    </div>
  );
}

function pointOf(event: PointerEvent & { readonly currentTarget: Element }): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    x: clamp((event.clientX - box.left) / box.width),
    y: clamp((event.clientY - box.top) / box.height),
  };
}

function between(a: Point, b: Point): Region {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return inside({ x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });
}

/** Style rules in the page's style sheet cannot know the place; the policy allows no style attribute. */
function place(mark: HTMLElement | null, { x, y, width, height }: Region): void {
  if (mark === null) return;
  mark.style.setProperty('inset-inline-start', `${x * 100}%`);
  mark.style.setProperty('inset-block-start', `${y * 100}%`);
  mark.style.setProperty('inline-size', `${width * 100}%`);
  mark.style.setProperty('block-size', `${height * 100}%`);
}

function inside({ x, y, width, height }: Region): Region {
  return { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) };
}

function clamp(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}
