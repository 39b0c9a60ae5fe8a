import type { HttpEvent } from './http-event.js';

/** Requests that nobody vouches for share one key space. */
const NOBODY = 'nobody';

/**
 * Who sent a request, as API Gateway or the function URL authenticated it; the first of these that is there:
 *
 * 1. the `sub` of a token's claims, with its issuer (JWT and Cognito authorizers);
 * 2. `principalId`, as a Lambda authorizer gave it;
 * 3. the identity of a Cognito identity pool;
 * 4. the IAM user or role; of an assumed role without the name of the session, which changes between attempts;
 * 5. the id of the API key.
 *
 * Nothing that the sender itself can choose, such as a header, is taken for an identity.
 */
export function callerOf({ requestContext }: HttpEvent): string {
  const authorizer = own(requestContext, 'authorizer');
  const identity = own(requestContext, 'identity');
  const iam = own(authorizer, 'iam');
  return (
    ofClaims(own(own(authorizer, 'jwt'), 'claims')) ??
    ofClaims(own(authorizer, 'claims')) ??
    named('principal', own(authorizer, 'principalId')) ??
    named('cognito', own(own(iam, 'cognitoIdentity'), 'identityId')) ??
    named('cognito', own(identity, 'cognitoIdentityId')) ??
    named('iam', withoutSession(own(iam, 'userArn'))) ??
    named('iam', withoutSession(own(identity, 'userArn'))) ??
    named('api-key', own(identity, 'apiKeyId')) ??
    NOBODY
  );
}

function ofClaims(claims: unknown): string | undefined {
  const issuer = own(claims, 'iss');
  return named(`sub of ${typeof issuer === 'string' ? issuer : ''}`, own(claims, 'sub'));
}

/** Kinds stand beside names in JSON, so that no name of one kind is taken for another's. */
const named = (kind: string, name: unknown): string | undefined =>
  typeof name === 'string' && name !== '' ? JSON.stringify([kind, name]) : undefined;

/** `arn:aws:sts::123456789012:assumed-role/role/session` to `…:assumed-role/role`. */
const withoutSession = (arn: unknown): unknown =>
  typeof arn === 'string' ? arn.replace(/(:assumed-role\/.+)\/[^/]*$/, '$1') : undefined;

/** Authorizers fill these places: they are read as data of unknown form. */
function own(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined;
  return (holder as Readonly<Record<string, unknown>>)[name];
}
