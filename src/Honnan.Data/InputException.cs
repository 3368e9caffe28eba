namespace Honnan.Data;

/// <summary>
/// What a user or an input can cause: printed as one line (what, where, the valid choices) with exit code 2.
/// Everything else that is thrown is a bug and keeps its trace.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Makes the error from its one line.</summary>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error from its one line and what caused it.</summary>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
