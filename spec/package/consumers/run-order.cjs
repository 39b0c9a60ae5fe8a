'use strict';

/** Three deliveries of two orders; also which files of the SDK were loaded for it. */
exports.run = async ({ InMemoryRepository, idempotent }) => {
  let runs = 0;
  const onOrder = idempotent(
    async (event) => {
      runs += 1;
      return `${event.detail.orderId}, attempt 1`;
    },
    { key: 'detail.orderId', operation: 'onOrder', repository: new InMemoryRepository() },
  );
  const order = (orderId) => onOrder({ detail: { orderId } });
  const answers = [await order('a'), await order('a'), await order('b')];
  const sdkFiles = Object.keys(require.cache).filter((file) => file.includes('@aws-sdk'));
  return { runs, answers, sdkFiles };
};
