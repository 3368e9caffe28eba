namespace Honnan.Cli.Demo;

/// <summary>A step of the demo: a line that a user could type.</summary>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Line">The arguments after <c>honnan</c>.</param>
internal sealed record DemoStep(string Title, IReadOnlyList<string> Line)
{
    /// <summary>The line as one would type it, paths relative to a folder.</summary>
    public string Typed(string from) =>
        "honnan " + string.Join(' ', Line.Select(word => Path.IsPathRooted(word) ? Path.GetRelativePath(from, word) : word).Select(word => word.Contains(' ') ? $"'{word}'" : word));
}
