namespace Honnan.Data.Sources;

/// <summary>The names of a list's pictures, each of which has one of its own, also those that cannot be read.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Takes a name; false where it is taken already.</summary>
    public bool Take(string name) => _names.Add(name);

    /// <summary>Takes a name made up for a line that has none, longer where it is taken already.</summary>
    public string MakeUp(string name)
    {
        while (!_names.Add(name))
        {
            name += ", again";
        }

        return name;
    }
}
