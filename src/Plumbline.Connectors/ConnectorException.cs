namespace Plumbline.Connectors;

/// <summary>A system outside did not do what it was asked to.</summary>
/// <param name="message">Which system, and what was wrong; no password is ever in it.</param>
/// <param name="isTransient">See <see cref="IsTransient"/>.</param>
/// <param name="inner">What its client said.</param>
public sealed class ConnectorException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it may well go the next time: a lost connection, a server that starts, a lock that others hold. It was tried several times already.</summary>
    public bool IsTransient { get; } = isTransient;
}
