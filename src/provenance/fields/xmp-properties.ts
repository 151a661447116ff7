import type { Budget } from '../budget.js';
import { caps } from '../caps.js';
import { ScanStop } from '../scan-stop.js';
import { readXml } from './xml-tokens.js';

/** One value in an XMP packet, whether it was written as an attribute, an element or a list item. */
export interface XmpProperty {
  /** Namespace URI; empty when the prefix was never declared, which occurs in the wild. */
  readonly namespace: string;
  readonly prefix: string;
  readonly name: string;
  /** It describes something that the file was made from, not the file. */
  readonly isOfIngredient: boolean;
  readonly value: string;
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
/** XMP's own namespace and the alias for undeclared prefixes. */
const packet = 'adobe:ns:meta/';
/** XMP Media Management: what a file was made from, with the whole metadata of it in the pantry. */
const ingredients: ReadonlySet<string> = new Set(['Pantry', 'Ingredients', 'DerivedFrom']);

interface Element {
  text: string;
  hasChildren: boolean;
  readonly declared: readonly string[];
  /** The nearest property: this element, or the one around RDF and XMP syntax. */
  readonly owner: Owner | null;
}
interface Owner extends QualifiedName {
  /** So is what stands in it. */
  readonly isOfIngredient: boolean;
}
interface QualifiedName {
  readonly namespace: string;
  readonly prefix: string;
  readonly name: string;
}

/** Properties in document order. @throws ScanStop `malformed`, `truncated`, `too-big`, `too-deep`, `too-slow` */
export function* readXmpProperties(text: string, budget: Budget): Generator<XmpProperty> {
  const stack: Element[] = [];
  const uris = new Map<string, string[]>();
  for (const token of readXml(text, budget)) {
    const top = stack.at(-1);
    if (token.kind === 'text') {
      if (top !== undefined && top.text.length < caps.textBytes) top.text += token.text;
    } else if (token.kind === 'open') {
      budget.checkDepth(stack.length + 1);
      if (top !== undefined) top.hasChildren = true;
      const declared: string[] = [];
      for (const { name, value } of token.attributes) {
        if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
        const prefix = name.slice(6);
        const known = uris.get(prefix);
        if (known === undefined) uris.set(prefix, [value]);
        else known.push(value);
        declared.push(prefix);
      }
      const owner = ownerOf(qualify(token.name, uris), top?.owner ?? null);
      const element: Element = { text: '', hasChildren: false, declared, owner };
      stack.push(element);
      for (const { name, value } of token.attributes) {
        if (name.startsWith('xmlns') || name.startsWith('xml:')) continue;
        const attribute = qualify(name, uris);
        if (attribute.namespace === rdf || attribute.prefix === 'rdf') {
          // <Iptc4xmpExt:DigitalSourceType rdf:resource="..."/> is a value, other rdf: attributes are syntax.
          if (attribute.name === 'resource') element.text += value;
        } else {
          yield { ...attribute, isOfIngredient: owner?.isOfIngredient ?? false, value };
        }
      }
    } else {
      const element = stack.pop();
      if (element === undefined) throw new ScanStop('malformed');
      for (const prefix of element.declared) uris.get(prefix)?.pop();
      const { owner, hasChildren, text: value } = element;
      if (owner !== null && !hasChildren && value.trim() !== '') {
        yield { ...owner, value };
      }
    }
  }
  if (stack.length > 0) throw new ScanStop('truncated');
}

function qualify(name: string, uris: ReadonlyMap<string, readonly string[]>): QualifiedName {
  const colon = name.indexOf(':');
  const prefix = colon === -1 ? '' : name.slice(0, colon);
  return {
    prefix,
    name: name.slice(colon + 1),
    namespace: uris.get(prefix)?.at(-1) ?? '',
  };
}

function ownerOf({ namespace, prefix, name }: QualifiedName, around: Owner | null): Owner | null {
  const isSyntax = namespace === rdf || namespace === packet || prefix === 'rdf' || prefix === 'x';
  if (isSyntax) return around;
  const isOfIngredient = ingredients.has(name) || (around?.isOfIngredient ?? false);
  return { namespace, prefix, name, isOfIngredient };
}
