import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimKinds } from '../../../src/evidence/package/dossier.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly $ref?: string;
    readonly name?: string;
    readonly in?: string;
  }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly security?: readonly unknown[];
}
type Methods = 'get' | 'post' | 'put' | 'delete';
interface Contract {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Partial<Record<Methods, Operation>>> & { parameters?: Operation['parameters'] }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Record<string, unknown>>> };
}
const path = join(import.meta.dirname, '../../../src/report/collector.openapi.json');
const text = readFileSync(path, 'utf8');
const contract = JSON.parse(text) as Contract;
const operations = Object.entries(contract.paths).flatMap(([route, methods]) =>
  (['get', 'post', 'put', 'delete'] as const).flatMap((method) => {
    const operation = methods[method];
    return operation === undefined
      ? []
      : [{ route, method, operation, shared: methods.parameters ?? [] }];
  }),
);

describe('the contract of the collector', () => {
  it('is OpenAPI 3.1 with the routes of the design, each named once', () => {
    expect(contract.openapi).toBe('3.1.0');
    expect(operations.map(({ method, route }) => `${method} ${route}`)).toEqual([
      'post /v1/reports',
      'get /v1/reports/{reportId}',
      'delete /v1/reports/{reportId}',
      'put /v1/reports/{reportId}/evidence',
      'get /v1/verdicts/prefix/{prefix}',
      'get /v1/cases',
      'post /v1/cases/{caseId}/decisions',
      'get /v1/export',
      'get /v1/health',
    ]);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(9);
  });

  it('points to nothing that is not there, and leaves nothing unused', () => {
    const refs = new Set([...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, ref = '']) => ref));
    for (const ref of refs) {
      const found = ref
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], contract);
      expect(found, ref).toBeTypeOf('object');
    }
    for (const name of Object.keys(contract.components.schemas)) {
      expect(refs, name).toContain(`components/schemas/${name}`);
    }
  });

  it('declares every part of a path', () => {
    for (const { route, operation, shared } of operations) {
      const named = JSON.stringify([operation.parameters, shared]);
      for (const [, name = ''] of route.matchAll(/\{(\w+)\}/g)) {
        expect(named.toLowerCase(), route).toContain(name.toLowerCase());
      }
    }
  });

  it('lets every change be sent again: by key, or because it is a put with its hash', () => {
    for (const { method, route, operation } of operations) {
      const named = JSON.stringify(operation.parameters ?? []);
      if (method === 'post' || method === 'delete')
        expect(named, route).toContain('IdempotencyKey');
      if (method === 'put') expect(named, route).toContain('Seam-Content-SHA256');
    }
  });

  it('asks for a key everywhere but at the health check, and says so when it is missing', () => {
    for (const { route, operation } of operations) {
      const isOpen = operation.security?.length === 0;
      expect(isOpen, route).toBe(route === '/v1/health');
      expect('401' in operation.responses, route).toBe(!isOpen);
    }
  });

  it('takes objects with known fields only, and speaks of the kinds and limits that we have', () => {
    const { schemas } = contract.components;
    for (const [name, schema] of Object.entries(schemas)) {
      if (schema['type'] === 'object' && name !== 'Problem') {
        expect(schema['additionalProperties'], name).toBe(false);
      }
    }
    const report = JSON.stringify(schemas['Report']);
    for (const kind of claimKinds) expect(report).toContain(`"${kind}"`);
    expect(text).toContain(String(evidenceLimits.maxPackageBytes));
  });

  it('knows of no public platform', () => {
    expect(text).not.toMatch(/bilibili|youtube|weibo|tiktok|12377/i);
  });
});
