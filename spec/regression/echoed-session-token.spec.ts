import { inspect } from 'node:util';
import { serviceError } from '../../lib/lean-client/service-error.js';

/** What AWS says of a signature that does not match: all that should have been signed. */
const message = [
  'The request signature we calculated does not match the signature you provided.',
  "The Canonical String for this request should have been 'POST",
  'host:dynamodb.eu-west-1.amazonaws.com',
  'X-Amz-Security-Token:FwoGZXIvYXdzEXAMPLE/+=',
  "x-amz-target:DynamoDB_20120810.UpdateItem'",
].join('\n');

it('an error of the lean client shows no session token that its answer repeats', () => {
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#InvalidSignatureException', message });
  const error = serviceError({ status: 400, headers: {}, body });
  expect(error.name).toBe('InvalidSignatureException');
  expect(error.message).toContain('x-amz-target:DynamoDB_20120810.UpdateItem');
  expect(inspect(error, { depth: 10 })).not.toContain('FwoGZ');
});
