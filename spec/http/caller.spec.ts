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
    rest!({ context: { identity: { cognitoIdentityId: 'ann' } } }),
    rest!({}),
  ].map(callerOf);
  expect(new Set(callers).size).toBe(callers.length);
});

test.each([
  ['nobody authenticated it', http!({})],
  ['headers say so', loadBalancer!({ headers: { 'x-amzn-oidc-identity': 'ann', authorization: 'Bearer ann' } })],
  ['the names are empty', rest!({ context: { authorizer: { principalId: '' }, identity: { apiKeyId: null } } })],
  ['the names are no text', rest!({ context: { authorizer: { principalId: { a: 1 } } } })],
  ['the names are inherited', rest!({ context: { authorizer: Object.create({ principalId: 'ann' }) } })],
])('nobody, when %s', (_what, event) => {
  expect(callerOf(event)).toBe('nobody');
});
