namespace Plumbline.Detection;

/// <summary>Calls at once; <see cref="Progress{T}"/> posts to a thread pool and so comes late and out of order.</summary>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
