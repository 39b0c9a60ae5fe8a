import { isServiceException } from '../../../lib/repository/dynamodb/service-exception.js';

const NAME = 'ConditionalCheckFailedException';

describe('isServiceException', () => {
  it.each<[string, unknown]>([
    ['an error', Object.assign(new Error(), { name: NAME })],
    ['what a transport rejected with, be it no Error', { name: NAME }],
  ])('knows an exception by its name: %s', (_, error) => {
    expect(isServiceException(error, NAME)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an error of another name', new TypeError(NAME)],
    ['an object without a name', { code: NAME }],
    ['a text', NAME],
    ['a function of that name', { [NAME]: () => undefined }[NAME]],
    ['null', null],
    ['undefined', undefined],
  ])('takes for none: %s', (_, error) => {
    expect(isServiceException(error, NAME)).toBe(false);
  });
});
