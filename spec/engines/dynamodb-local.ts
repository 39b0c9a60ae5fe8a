import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { dynamoDBLocalJars } from './dynamodb-local-jars.js';
import { engineAt, type Engine } from './engine.js';
import { answers, startServerProcess } from './server-process.js';

const VERSION = '3.1.0';
const OLDEST_JAVA = 17;
const MAIN_CLASS = 'software.amazon.dynamodb.services.local.main.ServerRunner';
/** In memory asks for one database shared by all regions and key ids. */
const OPTIONS = ['-inMemory', '-sharedDb', '-disableTelemetry'];
const PROBE_WITHIN_MS = 10_000;
const JAVA_STARTS_WITHIN_MS = 60_000;
const DOCKER_STARTS_WITHIN_MS = 300_000;

/**
 * AWS's own engine, empty, in memory: the one at `DYNAMODB_ENDPOINT` if that is set (then shared, and not stopped by
 * `stop`); otherwise one of its own, by Docker if an engine answers, else by Java 17, fetched by Maven and kept in
 * `.cache`.
 *
 * It ends with this process at the latest, also when that crashes or is killed.
 *
 * @throws when there is no way to have one; the message names what is missing.
 */
export async function startDynamoDBLocal(): Promise<Engine> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return running(given);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = (await dockerAnswers())
    ? await startServerProcess(dockerCommand(port), endpoint, DOCKER_STARTS_WITHIN_MS)
    : await startServerProcess(await javaCommand(port), endpoint, JAVA_STARTS_WITHIN_MS);
  return engineAt(endpoint, () => server.stop());
}

async function running(endpoint: string): Promise<Engine> {
  if (await answers(endpoint)) return engineAt(endpoint, async () => undefined);
  throw new Error(`Nothing answers at DYNAMODB_ENDPOINT (${endpoint}): start it, or unset the variable.`);
}

function dockerCommand(port: number): string[] {
  const image = `amazon/dynamodb-local:${VERSION}`;
  const container = ['run', '--rm', '--init', '-p', `127.0.0.1:${port}:8000`, image];
  return ['docker', ...container, '-jar', 'DynamoDBLocal.jar', ...OPTIONS];
}

async function javaCommand(port: number): Promise<string[]> {
  const java = await javaVersion();
  if (java === undefined || java < OLDEST_JAVA) {
    throw missing(java === undefined ? 'java was not found' : `java is of version ${java}, too old`);
  }
  const jars = await dynamoDBLocalJars(VERSION).catch((cause: unknown) => {
    throw missing('Maven (mvn) was not found or could not fetch software.amazon.dynamodb:DynamoDBLocal', cause);
  });
  const libraries = `-Dsqlite4java.library.path=${jars}`;
  return ['java', libraries, '-cp', `${jars}/*`, MAIN_CLASS, ...OPTIONS, '-port', String(port)];
}

const missing = (what: string, cause?: unknown): Error =>
  new Error(
    `DynamoDB Local cannot be started: no Docker engine answers, and ${what}. ` +
      `Start Docker, or install Java ${OLDEST_JAVA} and Maven, or set DYNAMODB_ENDPOINT to a running one.`,
    { cause },
  );

const dockerAnswers = (): Promise<boolean> =>
  promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: PROBE_WITHIN_MS }).then(
    () => true,
    () => false,
  );

/** The major version of the `java` on the path; undefined: there is none. */
const javaVersion = (): Promise<number | undefined> =>
  promisify(execFile)('java', ['-version'], { timeout: PROBE_WITHIN_MS }).then(
    ({ stderr }) => Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0),
    () => undefined,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; the other types are for pipes and closed servers.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
