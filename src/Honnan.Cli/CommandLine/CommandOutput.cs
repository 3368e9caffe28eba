using System.Text.Json;
using Honnan.Data.Configuration;
using Spectre.Console;

namespace Honnan.Cli.CommandLine;

/// <summary>
/// Where commands print: results to standard output; progress, warnings and errors to standard error, and progress
/// bars only where that is a terminal.
/// </summary>
internal sealed class CommandOutput(TextWriter results, TextWriter messages, bool watched)
{
    private const int WidthOfFiles = 10_000; // for programs and files: nothing is broken into lines

    private static readonly JsonSerializerOptions OneLine = new(StrictJson.Options) { WriteIndented = false };

    /// <summary>For people: tables and sentences on standard output.</summary>
    public IAnsiConsole Results { get; } = Of(results, Console.IsOutputRedirected);

    /// <summary>Progress and warnings on standard error.</summary>
    public IAnsiConsole Log { get; } = Of(messages, Console.IsErrorRedirected);

    /// <summary>Standard error itself.</summary>
    public TextWriter Messages { get; } = messages;

    /// <summary>Whether somebody watches standard error: only then are there progress bars.</summary>
    public bool Watched { get; } = watched;

    /// <summary>Whether somebody watches standard output: only then are there charts of characters.</summary>
    public bool ResultsWatched { get; } = results == Console.Out && !Console.IsOutputRedirected;

    /// <summary>Standard output itself, for documents that are streamed.</summary>
    public TextWriter Raw { get; } = results;

    /// <summary>One line about what went wrong.</summary>
    public void Error(string message) => Messages.WriteLine($"honnan: {message}");

    /// <summary>One line about what happens.</summary>
    public void Note(string message) => Messages.WriteLine(message);

    /// <summary>One indented JSON document on standard output.</summary>
    public void Json<T>(T document) => Raw.Write(StrictJson.Write(document));

    /// <summary>One line of JSON Lines on standard output.</summary>
    public void JsonLine<T>(T document) => Raw.WriteLine(JsonSerializer.Serialize(document, OneLine));

    /// <summary>
    /// Runs work that reports a share between 0 and 1 and a text, with a bar where somebody watches, and else without a word.
    /// </summary>
    public T WithProgress<T>(string title, Func<Action<double, string>, T> work)
    {
        if (!Watched)
        {
            return work((_, _) => { });
        }

        return Log.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(view =>
            {
                ProgressTask task = view.AddTask(title, maxValue: 1);
                return work((share, text) =>
                {
                    task.Value = share;
                    task.Description = $"{title.EscapeMarkup()} {text.EscapeMarkup()}";
                });
            });
    }

    private static IAnsiConsole Of(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = redirected ? WidthOfFiles : console.Profile.Width;
        return console;
    }
}
