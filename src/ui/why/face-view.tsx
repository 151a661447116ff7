import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FaceShot } from '../../shared/face-look.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { clockTime, say } from '../words.js';
import { amplifyDetail } from './amplify.js';
import { pixelsOf } from './picture-pixels.js';

/** The face at the moment that said most; as it is, or its fine detail made stronger. */
export function FaceView({
  shot,
  kind,
}: {
  readonly shot: FaceShot;
  readonly kind: MediaRecord['kind'];
}): JSX.Element {
  const [isFine, setFine] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { picture } = shot;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null) return;
    const pixels = pixelsOf(picture);
    const { width, height } = pixels;
    const shown = isFine
      ? new ImageData(amplifyDetail(pixels.data, width, height), width, height)
      : pixels;
    context.putImageData(shown, 0, 0);
  }, [picture, isFine]);
  const moment = clockTime(shot.mediaTimeS);
  return (
    <figure class="face-view">
      <canvas
        ref={canvas}
        role="img"
        width={picture.widthPx}
        height={picture.heightPx}
        aria-label={kind === 'image' ? say('media_face_alt_still') : say('why_picture_alt', moment)}
      />
      <figcaption>
        <label class="toggle">
          <input
            type="checkbox"
            checked={isFine}
            onChange={({ currentTarget }) => setFine(currentTarget.checked)}
          />
          {say('why_view_fine')}
        </label>
        <p class="soft small">{say(isFine ? 'why_view_explain' : 'why_view_plain')}</p>
      </figcaption>
    </figure>
  );
}
