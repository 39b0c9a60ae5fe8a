import { IdempotencyConfigurationError } from '../../lib/index.js';
import { callerOf } from '../../lib/http/index.js';
import { FRONTS } from './requests.js';

const [rest, http, loadBalancer] = FRONTS.map(({ request }) => request);
const role = 'arn:aws:sts::123456789012:assumed-role/path/app';

test.each([
  ['the subject of a JWT', http, { authorizer: { jwt: { claims: { iss: 'https://id', sub: 'ann' } } } }, 'ann'],
  ['the subject of Cognito claims', rest, { authorizer: { claims: { iss: 'https://id', sub: 'ann' } } }, 'ann'],
  ["a Lambda authorizer's principal", rest, { authorizer: { principalId: 'ann', plan: 'free' } }, 'ann'],
  ['an identity of an identity pool', rest, { identity: { cognitoIdentityId: 'eu:1', userArn: `${role}/x` } }, 'eu:1'],
  ['the same in format 2.0', http, { authorizer: { iam: { cognitoIdentity: { identityId: 'eu:1' } } } }, 'eu:1'],
  ['an IAM user', http, { authorizer: { iam: { userArn: 'arn:aws:iam::1:user/ann' } } }, 'user/ann'],
  ['a client certificate', rest, { identity: { clientCert: { issuerDN: 'CN=ca', subjectDN: 'CN=ann' } } }, 'CN=ann'],
  ['the same in format 2.0', http, { authentication: { clientCert: { subjectDN: 'CN=ann' } } }, 'CN=ann'],
  ['an API key', rest, { identity: { apiKeyId: 'k-1', sourceIp: '1.2.3.4' } }, 'k-1'],
])('%s', (_what, request, context, part) => {
  expect(callerOf(request!({ context }))).toContain(part);
});

test('an assumed role is one caller in all its sessions', () => {
  const inSession = (session: string) =>
    callerOf(http!({ context: { authorizer: { iam: { userArn: `${role}/${session}` } } } }));
  expect(inSession('i-1')).toBe(inSession('i-2'));
  expect(inSession('i-1')).toContain('assumed-role/path/app');
});

test('the same name of another kind, or of another issuer, is another caller', () => {
  const callers = [
    http!({ context: { authorizer: { jwt: { claims: { iss: 'https://a', sub: 'ann' } } } } }),
    http!({ context: { authorizer: { jwt: { claims: { iss: 'https://b', sub: 'ann' } } } } }),
    http!({ context: { authorizer: { jwt: { claims: { sub: 'ann' } } } } }),
    rest!({ context: { authorizer: { principalId: 'ann' } } }),
    rest!({ context: { identity: { apiKeyId: 'ann' } } }),
    rest!({ context: { identity: { clientCert: { subjectDN: 'ann', issuerDN: 'https://a' } } } }),
    rest!({ context: { identity: { clientCert: { subjectDN: 'ann', issuerDN: 'https://b' } } } }),
    rest!({ context: { identity: { clientCert: { subjectDN: 'ann' } } } }),
    rest!({ context: { identity: { cognitoIdentityId: 'ann' } } }),
    rest!({}),
  ].map(callerOf);
  expect(new Set(callers).size).toBe(callers.length);
});

test.each([
  ['nobody authenticated it', http!({})],
  ['headers say so', loadBalancer!({ headers: { 'x-amzn-oidc-identity': 'ann', authorization: 'Bearer ann' } })],
  ['the names are empty', rest!({ context: { identity: { apiKeyId: '', clientCert: null, userArn: null } } })],
  ['the names are no text', rest!({ context: { identity: { apiKeyId: { a: 1 } } } })],
  ['the route has no authorizer', rest!({ context: { authorizer: null } })],
  ['its authorizer is empty', rest!({ context: { authorizer: {} } })],
  ['an HTTP API in format 1.0 has no authorizer', rest!({ context: { authorizer: { claims: null, scopes: null } } })],
  ['an emulator has no claims', http!({ context: { authorizer: { jwt: { claims: undefined, scopes: [] } } } })],
  ['a domain without mutual TLS says so', http!({ context: { authentication: null } })],
  ['its authentication is empty', http!({ context: { authentication: { clientCert: null } } })],
  ['the names are inherited', rest!({ context: { authorizer: Object.create({ principalId: 'ann' }) } })],
])('nobody, when %s', (_what, event) => {
  expect(callerOf(event)).toBe('nobody');
});

test.each([
  ["an authorizer's names come before a certificate's", { authorizer: { principalId: 'ann' } }, 'principal'],
  ["the IAM user's comes before it, too", { identity: { userArn: 'arn:aws:iam::1:user/ann' } }, 'iam'],
  ["a certificate's come before an API key's", { identity: { apiKeyId: 'k-1' } }, 'certificate'],
])('%s', (_what, context, kind) => {
  const authentication = { clientCert: { issuerDN: 'CN=ca', subjectDN: 'CN=gateway' } };
  expect(callerOf(http!({ context: { ...context, authentication } }))).toContain(kind);
});

describe('whoever was let in without a name is not taken for nobody', () => {
  const UNNAMED_BY_AUTHORIZER =
    "callerOf: the request's authorizer let somebody in without a name: there is no `sub` among the claims and no " +
    '`principalId`; the method was not run. Name the sender by the option `caller`, for example from the context of ' +
    'the Lambda authorizer.';
  const UNNAMED_BY_CERTIFICATE =
    "callerOf: the request's client certificate has no subject; the method was not run. Name the sender by the " +
    'option `caller`, for example by the serial number of the certificate.';
  const clientCert = { issuerDN: 'CN=ca', subjectDN: 'CN=gateway' };

  test.each([
    ['a token without a subject', http!({ context: { authorizer: { jwt: { claims: { client_id: 'ann' } } } } })],
    ['claims without a subject', rest!({ context: { authorizer: { claims: { iss: 'https://id' } } } })],
    ['a subject that is no text', http!({ context: { authorizer: { jwt: { claims: { sub: 5 } } } } })],
    ['an empty subject', http!({ context: { authorizer: { jwt: { claims: { sub: '' } } } } })],
    ['an empty principal', rest!({ context: { authorizer: { principalId: '' } } })],
    ["a Lambda authorizer's context", http!({ context: { authorizer: { lambda: { user: 'ann' } } } })],
    ['a Lambda authorizer without a context', http!({ context: { authorizer: { lambda: null } } })],
    ['one with an empty context', http!({ context: { authorizer: { lambda: {} } } })],
    ['a context in format 1.0', rest!({ context: { authorizer: { user: 'ann', integrationLatency: 5 } } })],
    ['a caller of IAM without an ARN', http!({ context: { authorizer: { iam: { accountId: '1' } } } })],
    ['an API key beside it', rest!({ context: { authorizer: { user: 'ann' }, identity: { apiKeyId: 'k' } } })],
    ['a certificate beside it', http!({ context: { authorizer: { lambda: {} }, authentication: { clientCert } } })],
  ])('%s', (_what, event) => {
    expect(() => callerOf(event)).toThrow(IdempotencyConfigurationError);
    expect(() => callerOf(event)).toThrow(new Error(UNNAMED_BY_AUTHORIZER));
  });

  test.each([
    ['in format 2.0', http!({ context: { authentication: { clientCert: { issuerDN: 'CN=ca', subjectDN: '' } } } })],
    ['in format 1.0', rest!({ context: { identity: { clientCert: { serialNumber: '1' }, apiKeyId: 'k-1' } } })],
  ])('a client certificate without a subject, %s', (_what, event) => {
    expect(() => callerOf(event)).toThrow(IdempotencyConfigurationError);
    expect(() => callerOf(event)).toThrow(new Error(UNNAMED_BY_CERTIFICATE));
  });
});
