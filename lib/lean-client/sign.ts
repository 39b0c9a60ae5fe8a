import { createHash, createHmac } from 'node:crypto';
import type { LeanClientCredentials } from './lean-client-options.js';

/** Names in lower case, values without surrounding or repeated spaces. */
export type Headers = Record<string, string>;

/** All headers of a signed request: those given, every one of which is signed, and those of the signature. */
export type Sign = (headers: Headers, body: string, date: Date, credentials: LeanClientCredentials) => Headers;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'dynamodb';

/**
 * Signs POST requests to one path without a query by AWS Signature Version 4. AWS's own signer does the same, but
 * loading it would take about as long as everything else that a first call does.
 */
export function signer(region: string, path: string): Sign {
  const uri = canonicalUri(path);
  const keyOf = signingKeys(region);
  return (headers, body, date, credentials) => {
    const time = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const scope = `${time.slice(0, 8)}/${region}/${SERVICE}/aws4_request`;
    const bodyHash = sha256(body);
    const signed: Headers = { ...headers, 'x-amz-date': time, 'x-amz-content-sha256': bodyHash };
    if (credentials.sessionToken) signed['x-amz-security-token'] = credentials.sessionToken;

    const names = Object.keys(signed).sort();
    const lines = names.map((name) => `${name}:${signed[name]}\n`).join('');
    const request = `POST\n${uri}\n\n${lines}\n${names.join(';')}\n${bodyHash}`;
    const signature = createHmac('sha256', keyOf(time.slice(0, 8), credentials.secretAccessKey))
      .update(`${ALGORITHM}\n${time}\n${scope}\n${sha256(request)}`)
      .digest('hex');
    signed.authorization =
      `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, ` +
      `SignedHeaders=${names.join(';')}, Signature=${signature}`;
    return signed;
  };
}

/** The key changes with the day and the secret: the last one is kept. */
function signingKeys(region: string): (day: string, secret: string) => Buffer {
  let kept: { readonly day: string; readonly secret: string; readonly key: Buffer } | undefined;
  return (day, secret) => {
    if (kept?.day !== day || kept.secret !== secret) {
      const parts = [day, region, SERVICE, 'aws4_request'];
      const key = parts.reduce<Buffer>(
        (derived, part) => createHmac('sha256', derived).update(part).digest(),
        Buffer.from(`AWS4${secret}`),
      );
      kept = { day, secret, key };
    }
    return kept.key;
  };
}

/** Without empty segments, and encoded once more than in the request itself. */
function canonicalUri(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return `/${segments.map((segment) => `${encoded(segment)}/`).join('')}`;
}

/** `encodeURIComponent` spares some characters that AWS encodes. */
const encoded = (segment: string): string =>
  encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');
