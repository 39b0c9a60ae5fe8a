export default () => globalThis.dynamoDBLocal.stop();
