namespace Plumbline.App.Terminal;

/// <summary>What a person asked for cannot be done; the message says why and what to do instead.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
