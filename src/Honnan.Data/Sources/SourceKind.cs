namespace Honnan.Data.Sources;

/// <summary>A way in which sources keep their pictures.</summary>
/// <param name="Name">What a data file calls it.</param>
/// <param name="IsFile">Whether its path is a file; a folder otherwise.</param>
/// <param name="Open">Opens a source whose path is absolute; throws <see cref="InputException"/> where its form is wrong.</param>
internal sealed record SourceKind(string Name, bool IsFile, Func<SourceSettings, IPictureSource> Open);
