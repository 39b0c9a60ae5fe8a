/** An access key, and what belongs to it when it is a temporary one. */
export interface LeanClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** From when on they are no longer valid. */
  readonly expiration?: Date;
}

/** Names and meanings are those of the SDK's client, units stand in names. */
export interface LeanClientOptions {
  /**
   * The AWS Region.
   *
   * @default `AWS_REGION`, then `AWS_DEFAULT_REGION`
   */
  readonly region?: string | undefined;
  /**
   * Where DynamoDB listens, for example `http://127.0.0.1:8000`.
   *
   * @default `AWS_ENDPOINT_URL_DYNAMODB`, then `AWS_ENDPOINT_URL` (neither if `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is
   * `true`), then the Region's own
   */
  readonly endpoint?: string | undefined;
  /**
   * Reach the Region over IPv6 too. Not together with `endpoint`.
   *
   * @default whether `AWS_USE_DUALSTACK_ENDPOINT` is `true`
   */
  readonly useDualstackEndpoint?: boolean | undefined;
  /**
   * Reach the Region's FIPS 140 validated endpoint. Not together with `endpoint`.
   *
   * @default whether `AWS_USE_FIPS_ENDPOINT` is `true`
   */
  readonly useFipsEndpoint?: boolean | undefined;
  /**
   * Credentials, or a function that gets them; what it returns is kept until five minutes before it expires. Requests
   * that come meanwhile share one call of it. When it fails, or does not end within a request's limit, that request
   * fails, and the next one calls it again.
   *
   * @default `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, as Lambda sets them; if there are
   * none, or `AWS_PROFILE` is set, the SDK's chain of `@aws-sdk/credential-provider-node`, which is loaded only then
   */
  readonly credentials?: LeanClientCredentials | (() => Promise<LeanClientCredentials>) | undefined;
  /**
   * How often a request is tried, the first time included: 1 to 10.
   *
   * @default `AWS_MAX_ATTEMPTS`, then 4, as the SDK's DynamoDB client does
   */
  readonly maxAttempts?: number | undefined;
  /**
   * Milliseconds for opening a connection, per try.
   *
   * @default 1000
   */
  readonly connectionTimeoutMs?: number | undefined;
  /**
   * Milliseconds from sending a request until its answer is complete, per try, opening a connection included.
   *
   * @default 3000
   */
  readonly requestTimeoutMs?: number | undefined;
}
