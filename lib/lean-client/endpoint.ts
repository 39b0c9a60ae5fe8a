/** Where requests go. */
export interface Endpoint {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  /** Undefined: the protocol's own. */
  readonly port: number | undefined;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** As the `host` header names it. */
  readonly host: string;
}

export interface RegionalVariant {
  readonly useDualstackEndpoint: boolean;
  readonly useFipsEndpoint: boolean;
}

interface Partition {
  readonly regions: RegExp;
  readonly suffix: string;
  readonly dualstackSuffix: string;
}

/** The parts of AWS that have names of their own; a Region of none of them is in the last one. */
const PARTITIONS: readonly Partition[] = [
  { regions: /^cn-/, suffix: 'amazonaws.com.cn', dualstackSuffix: 'api.amazonwebservices.com.cn' },
  { regions: /^us-iso-/, suffix: 'c2s.ic.gov', dualstackSuffix: 'api.aws.ic.gov' },
  { regions: /^us-isob-/, suffix: 'sc2s.sgov.gov', dualstackSuffix: 'api.aws.scloud' },
  { regions: /^eu-isoe-/, suffix: 'cloud.adc-e.uk', dualstackSuffix: 'api.cloud-aws.adc-e.uk' },
  { regions: /^us-isof-/, suffix: 'csp.hci.ic.gov', dualstackSuffix: 'api.aws.hci.ic.gov' },
  { regions: /^eusc-/, suffix: 'amazonaws.eu', dualstackSuffix: 'api.amazonwebservices.eu' },
  { regions: /^/, suffix: 'amazonaws.com', dualstackSuffix: 'api.aws' },
];

/** These are FIPS endpoints under their ordinary name, unless dual-stack. */
const ALWAYS_FIPS = /^us-gov-/;

/** A Region as part of a host name; anything else could lead to another host. */
export const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** DynamoDB's endpoint in a Region, by the SDK's endpoint rules without account-based endpoints. */
export function regionalEndpoint(region: string, { useDualstackEndpoint, useFipsEndpoint }: RegionalVariant): Endpoint {
  const { suffix = '', dualstackSuffix = '' } = PARTITIONS.find(({ regions }) => regions.test(region)) ?? {};
  const ordinaryName = !useFipsEndpoint || (ALWAYS_FIPS.test(region) && !useDualstackEndpoint);
  const service = ordinaryName ? 'dynamodb' : 'dynamodb-fips';
  const hostname = `${service}.${region}.${useDualstackEndpoint ? dualstackSuffix : suffix}`;
  return { protocol: 'https:', hostname, port: undefined, path: '/', host: hostname };
}

/** Undefined: not the address of an HTTP server, or with parts that no endpoint has. */
export function customEndpoint(address: string): Endpoint | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, host, pathname, username, password, search, hash } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (`${username}${password}${search}${hash}` !== '') return undefined;
  return {
    protocol,
    // An IPv6 address stands in brackets in an address only.
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? undefined : Number(port),
    path: pathname.endsWith('/') ? pathname : `${pathname}/`,
    host,
  };
}
