import { SignatureV4 } from '@smithy/signature-v4';
import type { CredentialSource } from './credential-source.js';
import type { Endpoint } from './endpoint.js';
import { NodeSha256 } from './node-sha256.js';

export type Headers = Record<string, string>;

/** Resolves to all headers of a POST to an endpoint: those given and those of its signature. */
export type Sign = (headers: Headers, body: Uint8Array, date: Date) => Promise<Headers>;

/** Signs by AWS Signature Version 4. */
export function signer(endpoint: Endpoint, region: string, credentials: CredentialSource): Sign {
  const signature = new SignatureV4({ service: 'dynamodb', region, credentials, sha256: NodeSha256 });
  const { protocol, hostname, path } = endpoint;
  return async (headers, body, signingDate) => {
    const request = { method: 'POST', protocol, hostname, path, query: {}, headers, body };
    return (await signature.sign(request, { signingDate })).headers;
  };
}
