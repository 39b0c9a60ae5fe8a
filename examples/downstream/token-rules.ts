/** What each service accepts as the token by which it recognises a request that it has had before. */
export const TOKEN_RULES = {
  /** Stripe's header `Idempotency-Key`. */
  stripe: { pattern: /^[\x20-\x7e]{1,255}$/, describe: 'up to 255 characters' },
  /** `clientToken` of `RunInstances` and other requests of EC2. */
  ec2: { pattern: /^[\x00-\x7f]{1,64}$/, describe: 'up to 64 ASCII characters' },
  /** `MessageDeduplicationId` of an SQS FIFO queue. */
  sqsFifo: { pattern: /^[a-zA-Z0-9!-/:-@[-`{-~]{1,128}$/, describe: 'up to 128 letters, digits and punctuation marks' },
  /** The name of a Step Functions execution; these characters also keep its CloudWatch log. */
  stepFunctions: { pattern: /^[0-9A-Za-z_-]{1,80}$/, describe: 'up to 80 letters, digits, - and _' },
} as const;

export type ServiceName = keyof typeof TOKEN_RULES;
