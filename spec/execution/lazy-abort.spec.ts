import { LazyAbort } from '../../lib/execution/lazy-abort.js';

describe('an abort made on demand', () => {
  it('hands out one signal, however often it is asked for, which aborts', () => {
    const abort = new LazyAbort();
    const { signal } = abort;
    expect(abort.signal).toBe(signal);
    expect(signal.aborted).toBe(false);
    abort.abort('lost');
    expect(signal.aborted).toBe(true);
    expect(abort.signal).toBe(signal);
  });

  it.each(['before', 'after'])('keeps its first reason, with a signal asked for %s it', (when) => {
    const abort = new LazyAbort();
    const early = when === 'before' ? abort.signal : undefined;
    abort.abort('the first');
    abort.abort('the second');
    expect(abort.reason).toBe('the first');
    expect((early ?? abort.signal).reason).toBe('the first');
  });
});
