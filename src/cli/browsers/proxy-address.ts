/** A local HTTP proxy that becomes the browser's only way out. */
export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
}
