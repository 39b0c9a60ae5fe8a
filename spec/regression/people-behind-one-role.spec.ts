import { callerOf } from '../../lib/http/index.js';
import { FRONTS } from '../http/requests.js';

const [rest, http] = FRONTS.map(({ request }) => request);

/** IAM Identity Center makes one role for all who have a permission set; the session is named by the person. */
const arn = (person: string) => `arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Support_0f3a/${person}`;

describe('people who signed in through IAM Identity Center', () => {
  it.each([
    ['REST APIs', (person: string) => rest!({ context: { identity: { userArn: arn(person) } } })],
    ['HTTP APIs', (person: string) => http!({ context: { authorizer: { iam: { userArn: arn(person) } } } })],
  ])('are callers of their own (%s)', (_front, request) => {
    expect(callerOf(request('ann@example.com'))).toBe(callerOf(request('ann@example.com')));
    expect(callerOf(request('ann@example.com'))).not.toBe(callerOf(request('bob@example.com')));
  });
});
