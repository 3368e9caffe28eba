using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Honnan.Data;

namespace Honnan.Cli.CommandLine;

/// <summary>Options whose values are checked while the line is read, so that a mistake names the valid ones.</summary>
internal static class ValueOptions
{
    /// <summary>One of an enumeration's words, as in end-to-end; without the option, the first.</summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = Words<T>();
        return new Option<T>(name)
        {
            Description = $"{description} [default: {words[0]}]",
            HelpName = string.Join('|', words),
            CustomParser = result => ValueOf<T>(Word(result, name, words, 0)),
        };
    }

    /// <summary>The words of an enumeration, as in end-to-end.</summary>
    public static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>What one of its words stands for; of a text that is none, the first.</summary>
    public static T ValueOf<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>()[Math.Max(0, Array.IndexOf(Words<T>(), word))];

    /// <summary>Any of some words, each given by a repetition of the option.</summary>
    public static Option<string[]> Choices(string name, string description, string[] words, string[] initial) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        DefaultValueFactory = _ => initial,
        CustomParser = result => [.. Enumerable.Range(0, result.Tokens.Count).Select(i => Word(result, name, words, i)).Distinct()],
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, string description, int initial, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => initial,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < least || value > most)
            {
                result.AddError($"{name} must be a whole number from {least} to {most}, not '{text}'");
            }

            return value;
        },
    };

    private static string Word(ArgumentResult result, string name, string[] words, int index)
    {
        string text = result.Tokens[index].Value;
        if (!words.Contains(text))
        {
            result.AddError($"{name} '{text}' is unknown{Spelling.Hint(text, words)} (known: {string.Join(", ", words)})");
        }

        return text;
    }
}
