import { decodeAnswer } from '../../lib/lean-client/decode-answer.js';

const BYTES = Buffer.of(1, 2, 255);
const wire = { B: 'AQL/' };

describe('an answer', () => {
  it('has bytes where DynamoDB has them, and only there', () => {
    const item = {
      a: wire,
      b: { BS: ['AQL/', ''] },
      c: { L: [{ M: { B: wire, S: { S: 'AQL/' } } }] },
      B: { S: 'AQL/' },
    };
    const read = {
      a: { B: BYTES },
      b: { BS: [BYTES, Buffer.alloc(0)] },
      c: { L: [{ M: { B: { B: BYTES }, S: { S: 'AQL/' } } }] },
      B: { S: 'AQL/' },
    };
    const body = { Item: item, Attributes: item, CancellationReasons: [{ Code: 'None' }, { Item: item }, null] };
    expect(decodeAnswer(JSON.stringify(body))).toEqual({
      Item: read,
      Attributes: read,
      CancellationReasons: [{ Code: 'None' }, { Item: read }, null],
    });
  });

  it.each(['', '{', 'null', '[]', '"text"', '1', '<html></html>'])('is none: %j', (body) => {
    expect(decodeAnswer(body)).toBeUndefined();
  });

  it.each([
    { Item: 'text' },
    { Item: null, Attributes: [1, null, 'a'] },
    { CancellationReasons: 'none' },
    { Item: { a: null, b: 1, c: { L: 'x' }, d: { M: null }, e: { BS: 'AQ==' }, f: { B: 1 } } },
  ])('may hold anything: %j', (body) => {
    expect(decodeAnswer(JSON.stringify(body))).toEqual(body);
  });
});
