using System.CommandLine;
using System.CommandLine.Parsing;

namespace Honnan.Cli.CommandLine;

/// <summary>Tells what a user has typed from what is so by default.</summary>
internal static class GivenOptions
{
    /// <summary>Whether an option stands on the line.</summary>
    public static bool Gives(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <inheritdoc cref="Gives(ParseResult, Option)"/>
    public static bool Gives(this CommandResult command, Option option) => command.GetResult(option) is { Implicit: false };
}
