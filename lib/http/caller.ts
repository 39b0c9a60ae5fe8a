import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { HttpEvent } from './http-event.js';

/** Requests that nobody vouches for share one key space. */
const NOBODY = 'nobody';

/**
 * Who sent a request, as API Gateway or the function URL authenticated it; the first of these that is there:
 *
 * 1. the `sub` of a token's claims, with its issuer (JWT and Cognito authorizers);
 * 2. `principalId`, as a Lambda authorizer gave it;
 * 3. the identity of a Cognito identity pool;
 * 4. the IAM user or role; of an assumed role without the name of the session, which changes between attempts, unless
 *    it is the name of somebody who signed in through IAM Identity Center;
 * 5. the issuer and the subject of the client certificate (mutual TLS);
 * 6. the id of the API key;
 * 7. `'nobody'`, where nothing was authenticated.
 *
 * Nothing that the sender itself can choose, such as a header, is taken for an identity.
 *
 * @throws IdempotencyConfigurationError where an authorizer or a certificate let somebody in whom it does not name, as
 * Lambda authorizers do in payload format 2.0: all such senders would share one key space.
 */
export const callerOf = (event: HttpEvent): string => authenticatedCaller(event, 'callerOf');

/**
 * As {@link callerOf}.
 *
 * @param member how messages name the class member.
 */
export function authenticatedCaller({ requestContext }: HttpEvent, member: string): string {
  const authorizer = own(requestContext, 'authorizer');
  const identity = own(requestContext, 'identity');
  const user = ofAuthorization(authorizer, identity);
  if (user !== undefined) return user;
  // Before what may belong to a client with many users.
  if (hasLetIn(authorizer)) throw unnamed(member, ...BY_AUTHORIZER);
  const certificate = own(own(requestContext, 'authentication'), 'clientCert') ?? own(identity, 'clientCert');
  if (isBlank(certificate)) return named('api-key', own(identity, 'apiKeyId')) ?? NOBODY;
  const holder = ofCertificate(certificate);
  if (holder !== undefined) return holder;
  throw unnamed(member, ...BY_CERTIFICATE);
}

function ofAuthorization(authorizer: unknown, identity: unknown): string | undefined {
  const iam = own(authorizer, 'iam');
  return (
    ofClaims(own(own(authorizer, 'jwt'), 'claims')) ??
    ofClaims(own(authorizer, 'claims')) ??
    named('principal', own(authorizer, 'principalId')) ??
    named('cognito', own(own(iam, 'cognitoIdentity'), 'identityId')) ??
    named('cognito', own(identity, 'cognitoIdentityId')) ??
    named('iam', withoutSession(own(iam, 'userArn'))) ??
    named('iam', withoutSession(own(identity, 'userArn')))
  );
}

/** A Lambda authorizer of payload format 2.0 that gives no context leaves a `lambda` of null. */
const hasLetIn = (authorizer: unknown): boolean => !isBlank(authorizer) || own(authorizer, 'lambda') !== undefined;

/** Routes without an authorizer have none, null, an empty one, or one that holds nothing else. */
const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.values(value).every(isBlank));

const BY_AUTHORIZER = [
  'authorizer let somebody in without a name: there is no `sub` among the claims and no `principalId`',
  'from the context of the Lambda authorizer',
] as const;
const BY_CERTIFICATE = ['client certificate has no subject', 'by the serial number of the certificate'] as const;

const unnamed = (member: string, why: string, instead: string): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `${member}: the request's ${why}; the method was not run. Name the sender by the option \`caller\`, for example ` +
      `${instead}.`,
  );

function ofClaims(claims: unknown): string | undefined {
  return named(`sub of ${issuerText(own(claims, 'iss'))}`, own(claims, 'sub'));
}

function ofCertificate(certificate: unknown): string | undefined {
  return named(`certificate of ${issuerText(own(certificate, 'issuerDN'))}`, own(certificate, 'subjectDN'));
}

const issuerText = (issuer: unknown): string => (typeof issuer === 'string' ? issuer : '');

/** Kinds stand beside names in JSON, so that no name of one kind is taken for another's. */
const named = (kind: string, name: unknown): string | undefined =>
  typeof name === 'string' && name !== '' ? JSON.stringify([kind, name]) : undefined;

/**
 * `arn:aws:sts::123456789012:assumed-role/role/session` to `…:assumed-role/role`. Of the roles that IAM Identity Center
 * makes, the session is the person, and the role is one for many.
 */
const withoutSession = (arn: unknown): unknown =>
  typeof arn === 'string' ? arn.replace(/(:assumed-role\/(?!AWSReservedSSO_).+)\/[^/]*$/, '$1') : undefined;

/** Authorizers fill these places: they are read as data of unknown form. */
function own(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined;
  return (holder as Readonly<Record<string, unknown>>)[name];
}
