using System.Text.RegularExpressions;
using ArchUnitNET.Domain;

namespace Honnan.Architecture.Tests;

/// <summary>The folders of a project in the order of a picture's way; none may use a later one.</summary>
/// <param name="Root">The project's own namespace.</param>
/// <param name="Stages">
/// The namespaces below it, the earliest first; those below a stage belong to it. "." is the project's own: first where
/// its types are every stage's words, last where they are its front.
/// </param>
internal sealed record StageOrder(string Root, params string[] Stages)
{
    /// <summary>The stage that a project's own namespace is.</summary>
    public const string Own = ".";

    private const int Unplaced = int.MaxValue;

    /// <summary>A line for every type that uses a later stage, or that lies in no stage.</summary>
    public IEnumerable<string> Violations(ArchUnitNET.Domain.Architecture architecture)
    {
        foreach (IType type in architecture.Types.Where(IsInside))
        {
            int stage = StageOf(type);
            if (stage == Unplaced)
            {
                yield return $"{type.FullName} lies in a folder whose place in the order is not said";
                continue;
            }

            foreach (IType used in type.Dependencies.Select(d => d.Target).Where(IsInside).Distinct())
            {
                if (StageOf(used) > stage)
                {
                    yield return $"{type.FullName} uses {used.FullName}, of a later stage";
                }
            }
        }
    }

    /// <summary>
    /// A line for every source file that names the namespace of a later stage: the compiler leaves no trace of a
    /// constant's origin.
    /// </summary>
    public IEnumerable<string> SourceViolations()
    {
        for (int i = 0; i < Stages.Length; i++)
        {
            string[] later = [.. Stages[(i + 1)..].Where(s => s != Own).Select(s => $"{Root}.{s}")];
            string folder = ProjectFolder.At("src", Root, Stages[i]);
            foreach (string file in SourceFiles.In("src", Root, Stages[i]).Where(f => Stages[i] != Own || Path.GetDirectoryName(f) == Path.GetFullPath(folder)))
            {
                string text = File.ReadAllText(file);
                foreach (string name in later.Where(l => Regex.IsMatch(text, $@"\b{Regex.Escape(l)}\b", RegexOptions.None, TimeSpan.FromSeconds(10))))
                {
                    yield return $"{SourceFiles.Name(file)} names {name}, a later stage";
                }
            }
        }
    }

    // A type parameter lies nowhere: ArchUnitNET takes one that is handed on for any other of its name.
    private bool IsInside(IType type) => type is not GenericParameter && type.Namespace is not null && Within(type.Namespace.FullName, Root);

    private int StageOf(IType type)
    {
        string name = type.Namespace.FullName;
        int stage = Array.FindIndex(Stages, s => s == Own ? name == Root : Within(name, $"{Root}.{s}"));
        return stage >= 0 ? stage : Unplaced;
    }

    private static bool Within(string name, string outer) =>
        name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal);
}
