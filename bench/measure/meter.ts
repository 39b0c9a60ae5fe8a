/** What some work cost this process. */
export interface Cost {
  /** Of all threads, the collection of garbage included: other processes on the machine do not add to it. */
  readonly cpuMicroseconds: number;
  readonly wallMicroseconds: number;
  /** On JavaScript's heap. Exact while no garbage is collected; negative otherwise. */
  readonly allocatedBytes: number;
}

/** Measures some work, after a collection of garbage where `--expose-gc` allows it. */
export async function meter(work: () => Promise<unknown>): Promise<Cost> {
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const cpu = process.cpuUsage();
  const startedAt = process.hrtime.bigint();
  await work();
  const wallMicroseconds = Number(process.hrtime.bigint() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const allocatedBytes = process.memoryUsage().heapUsed - heap;
  return { cpuMicroseconds: user + system, wallMicroseconds, allocatedBytes };
}

/** The cost of one of so many equal pieces of work. */
export const perCall = (cost: Cost, calls: number): { cpu: number; wall: number; bytes: number } => ({
  cpu: cost.cpuMicroseconds / calls,
  wall: cost.wallMicroseconds / calls,
  bytes: cost.allocatedBytes / calls,
});
