namespace Honnan.Cli.CommandLine;

/// <summary>Progress that is told at once, on the thread that makes it: .NET's own posts it, and it may come late and out of order.</summary>
/// <param name="tell">Called with every report.</param>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
