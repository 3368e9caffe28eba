namespace Honnan.Data.Stores;

/// <summary>
/// What goes wrong with a store of files as a whole, or with a file in a way that says nothing of the file itself: it ends the
/// run in one line, where an unreadable picture costs a row. Not an <see cref="IOException"/>, which readers of pictures take
/// for the picture's own fault.
/// </summary>
public sealed class StoreException : Exception
{
    /// <summary>Makes the error from its one line.</summary>
    /// <param name="message">What went wrong, and where.</param>
    /// <param name="mayPass">See <see cref="MayPass"/>.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreException(string message, bool mayPass, Exception? innerException = null)
        : base(message, innerException) => MayPass = mayPass;

    /// <summary>Whether the same command may do better later: the store cannot be reached, is too busy, or has another process at the same file.</summary>
    public bool MayPass { get; }

    /// <summary>Whether a file is gone, or is another one, since it was opened to be read.</summary>
    public bool HasChanged { get; init; }
}
