using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Honnan.Data;

namespace Honnan.Cli.CommandLine;

/// <summary>Says in one line what is wrong with a command line, and what would be right.</summary>
internal static partial class LineMistakes
{
    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for option '(?<option>.*)' as expected type '(?<type>[^']*)'", RegexOptions.NonBacktracking)]
    private static partial Regex WrongType();

    [GeneratedRegex("^(?<scheme>[A-Za-z][A-Za-z0-9+.-]+)://", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0)
        {
            string[] known = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
            string list = string.Join(", ", known);
            return parsed.UnmatchedTokens is [var first, ..]
                ? first.StartsWith('-') ? Unknown(first, command) : $"unknown command '{first}'{Spelling.Hint(first, known)} (known: {list})"
                : $"name a command: {list} (see honnan --help)";
        }

        // The parser reports every stray word; one that follows an unknown option is that option's value.
        IEnumerable<string> stray = parsed.UnmatchedTokens
            .Where((token, i) => token.StartsWith('-') || i == 0 || !parsed.UnmatchedTokens[i - 1].StartsWith('-'))
            .Select(token => token.StartsWith('-') ? Unknown(token, command) : $"'{token}' is one argument too many");
        IEnumerable<string> others = parsed.Errors
            .Select(e => e.Message.TrimEnd('.').Replace(" for command: '" + command.Name + "'", "", StringComparison.Ordinal))
            .Where(m => !m.StartsWith("Unrecognized command or argument", StringComparison.Ordinal))
            .Select(InPlainWords);
        string all = string.Join("; ", stray.Concat(others));
        return $"{string.Join(' ', all.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))} (see honnan {command.Name} --help)";
    }

    /// <summary>
    /// What is wrong with a line that the parser takes: where a command takes any number of words, a misspelt option is one of
    /// them. Null where nothing is; after "--", and where there is such a file, a word may look like an option.
    /// </summary>
    public static string? Stray(ParseResult parsed)
    {
        HashSet<Token> words = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)];
        string? stray = parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(words.Contains)
            .Select(token => token.Value)
            .FirstOrDefault(word => word.Length > 1 && word.StartsWith('-') && !Path.Exists(word));
        Command command = parsed.CommandResult.Command;
        return stray is null ? null : $"{Unknown(stray, command)} (see honnan {command.Name} --help)";
    }

    /// <summary>What is wrong with a line that names something far away where this program does not go; null where nothing is.</summary>
    public static string? FarAway(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command as HonnanCommand;
        bool Goes(string word) => command?.TakesStores == true && Address().Match(word).Groups["scheme"].Value.Equals("s3", StringComparison.OrdinalIgnoreCase);
        IEnumerable<Token> places = parsed.CommandResult.Children.SelectMany(child => child switch
        {
            ArgumentResult argument => argument.Tokens,
            OptionResult { Option.HelpName: not "NAME" } option => option.Tokens, // mistakes in names are told as such
            _ => [],
        });
        string? far = places.Select(token => token.Value).FirstOrDefault(word => Address().IsMatch(word) && !Goes(word) && !Path.Exists(word));
        return far is null || command is null ? null
            : command.TakesStores ? $"'{far}': of addresses honnan {command.Name} takes s3://bucket/path alone; what lies elsewhere must be mounted or copied, or speak S3 (AWS_ENDPOINT_URL_S3)"
            : $"'{far}' is an address, and honnan {command.Name} takes what lies on this system alone; mount or copy it (honnan score takes s3://bucket/path)";
    }

    /// <summary>The parser names .NET's types.</summary>
    private static string InPlainWords(string mistake) => WrongType().Match(mistake) is { Success: true } match
        ? $"{match.Groups["option"]} must be a {(match.Groups["type"].Value is "System.Int32" or "System.Int64" or "System.Nullable`1[System.Int32]" or "System.Nullable`1[System.Int64]" ? "whole number" : "number")}, not '{match.Groups["value"]}'"
        : mistake;

    private static string Unknown(string option, Command command) =>
        $"unknown option '{option}'{Spelling.Hint(option, command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Prepend(o.Name)))}";
}
