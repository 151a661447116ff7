import { describe, expect, it } from 'vitest';
import { inheritNatures } from '../../../src/provenance/c2pa/inherit-natures.js';
import type { SourceNature } from '../../../src/provenance/report.js';

const act = (action: string, nature: SourceNature | null = null) => ({ action, nature });
const from = (relationship: string | null, ...natures: SourceNature[]) => ({
  relationship,
  natures,
});

describe('how a picture was made', () => {
  it.each([
    'c2pa.opened',
    'c2pa.published',
    'c2pa.transcoded',
    'c2pa.resized.proportional',
    'c2pa.cropped',
    'c2pa.edited.metadata',
    'cawg.metadata',
  ])('%s leaves a generated picture generated', (action) => {
    expect(inheritNatures([act(action)], [from('parentOf', 'ai-made')])).toEqual(['ai-made']);
  });

  it.each(['c2pa.edited', 'c2pa.placed', 'c2pa.drawing', 'c2pa.unknown', 'org.example.mix', ''])(
    'after %j a generated picture is at least in part generated',
    (action) => {
      const actions = [act('c2pa.opened'), act(action)];
      expect(inheritNatures(actions, [from('parentOf', 'ai-made')])).toEqual(['part-ai']);
    },
  );

  it.each(['componentOf', 'inputTo', 'of a later version', null])(
    'an ingredient that is %j of it makes it partly generated',
    (relationship) => {
      expect(inheritNatures([], [from(relationship, 'ai-made')])).toEqual(['part-ai']);
    },
  );

  it('a parent without any action passes on that it is generated, wholly or in part', () => {
    expect(inheritNatures([], [from('parentOf', 'ai-made')])).toEqual(['ai-made']);
    expect(inheritNatures([], [from('parentOf', 'part-ai')])).toEqual(['part-ai']);
  });

  it('"camera" and the like are never passed on, and its own word always counts, once', () => {
    const others = [from('parentOf', 'camera', 'computer-made', 'other'), from('parentOf')];
    expect(inheritNatures([act('c2pa.opened')], others)).toEqual([]);
    const own = [act('c2pa.created', 'camera'), act('c2pa.edited', 'part-ai')];
    expect(inheritNatures(own, [from('componentOf', 'ai-made')])).toEqual(['camera', 'part-ai']);
  });
});
