import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const CACHE = resolve(__dirname, '../../.cache/dynamodb-local');
const FETCH_WITHIN_MS = 10 * 60_000;

/**
 * The folder with DynamoDB Local's jars and native libraries; the first call fetches them by Maven.
 *
 * Two processes may do so at once: each fetches into a folder of its own, the first to end gives it the final name.
 */
export async function dynamoDBLocalJars(version: string): Promise<string> {
  const folder = join(CACHE, version);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${randomUUID()}`;
  await mkdir(own, { recursive: true });
  try {
    await fetchJars(version, own);
    await rename(own, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
  return folder;
}

async function fetchJars(version: string, folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const pom = ['-f', join(__dirname, 'dynamodb-local.pom.xml'), `-Ddynamodb-local.version=${version}`];
  await promisify(execFile)('mvn', ['-B', '-q', ...pom, ...goal], { timeout: FETCH_WITHIN_MS });
}
