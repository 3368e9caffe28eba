using System.CommandLine;

namespace Honnan.Cli.Commands;

/// <summary>In which language countries are named: as asked, else in the system's, if that is one of the two; documents for programs are in English unless asked otherwise.</summary>
internal sealed class NameLanguage
{
    private const string English = "en";
    private const string Hungarian = "hu";

    // The order in which POSIX has them decide on messages.
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public NameLanguage() => Option.AcceptOnlyFromAmong(English, Hungarian);

    /// <summary>The option, for the command.</summary>
    public Option<string?> Option { get; } = new("--language") { Description = $"of the countries' names: en or hu [default: the system's; with --json, {English}]", HelpName = "LANGUAGE" };

    /// <summary>Whether countries have their Hungarian names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="document">Whether a program reads them.</param>
    /// <param name="variable">Gives a variable of the environment. The runtime's own idea of the language is none here: it runs without cultures.</param>
    public bool IsHungarian(ParseResult parsed, bool document, Func<string, string?> variable) => parsed.GetValue(Option) is { } asked
        ? asked == Hungarian
        : !document && Variables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } system && IsOf(system, Hungarian);

    // hu, hu_HU, hu_HU.UTF-8, hu@…
    private static bool IsOf(string locale, string language) =>
        locale.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (locale.Length == language.Length || !char.IsAsciiLetter(locale[language.Length]));
}
