namespace Plumbline.Neural.Training;

/// <summary>Threads that share the chunks of a batch: whoever is free takes the next one, and the caller works as well.</summary>
/// <remarks>Nobody spins. A thread that the machine leaves no processor takes fewer chunks or none, so busy cores cost their share and no more.</remarks>
internal sealed class ChunkWorkers : IDisposable
{
    private readonly Action<int, int> work;
    private readonly Thread[] threads;
    private readonly SemaphoreSlim begun = new(0);
    private readonly ManualResetEventSlim done = new(false, spinCount: 0);
    private int left; // chunks that nobody has taken; below 0 once someone asked in vain
    private int open; // chunks not yet finished
    private Exception? fault;
    private bool ends;

    /// <param name="threads">At least 2, the calling one among them.</param>
    /// <param name="work">Takes the thread, from 0, which is the caller's, and the chunk.</param>
    public ChunkWorkers(int threads, Action<int, int> work)
    {
        this.work = work;
        this.threads = [.. Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Loop(thread)) { IsBackground = true, Name = $"training {thread}" })];
        foreach (var thread in this.threads) thread.Start();
    }

    /// <summary>Returns when all chunks are done; throws what a chunk threw.</summary>
    public void Run(int chunks)
    {
        done.Reset();
        (open, fault) = (chunks, null);
        Volatile.Write(ref left, chunks);
        begun.Release(threads.Length);
        TakeChunks(0);
        done.Wait();
        if (fault is not null) throw new InvalidOperationException("A chunk of the batch failed.", fault);
    }

    public void Dispose()
    {
        Volatile.Write(ref ends, true);
        begun.Release(threads.Length);
        foreach (var thread in threads) thread.Join();
        begun.Dispose();
        done.Dispose();
    }

    private void Loop(int thread)
    {
        while (true)
        {
            begun.Wait();
            if (Volatile.Read(ref ends)) return;
            TakeChunks(thread);
        }
    }

    // A worker may come late, to a batch that is done or to the next one: either way it only takes chunks that nobody has.
    private void TakeChunks(int thread)
    {
        while (true)
        {
            var chunk = Interlocked.Decrement(ref left);
            if (chunk < 0) return;
            try
            {
                work(thread, chunk);
            }
            catch (Exception error)
            {
                Volatile.Write(ref fault, error);
            }
            if (Interlocked.Decrement(ref open) == 0) done.Set();
        }
    }
}
