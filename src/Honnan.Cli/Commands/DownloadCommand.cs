using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data.Downloads;

namespace Honnan.Cli.Commands;

/// <summary>Downloads data sets and weights by name.</summary>
internal sealed class DownloadCommand : HonnanCommand
{
    private readonly Argument<string[]> _names = new("names") { Description = $"of {string.Join(", ", Downloader.Names)}", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _out = OutputOption("the folder that the files go to");
    private readonly Option<bool> _json = JsonOption();

    public DownloadCommand(CommandOutput output)
        : base(output, "download", "Downloads data sets and weights by name; goes on where it was interrupted, and checks sizes and hashes.", "honnan download hf-pano resnet50-11ad3fa6 -o downloads")
    {
        Arguments.Add(_names);
        Options.Add(_out);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(_out);
        IReadOnlyList<string> files = Output.WithProgress("downloading", report => Downloader.DownloadAsync(
            parsed.GetRequiredValue(_names), folder, new Told<DownloadProgress>(p =>
                report(p.Total is > 0 ? (double)p.Bytes / p.Total.Value : 0, $"{p.File} {p.Bytes >> 20} of {(p.Total is { } total ? $"{total >> 20}" : "?")} MiB")), stop).GetAwaiter().GetResult());
        if (parsed.GetValue(_json))
        {
            Output.Json(new { folder, files });
            return Application.Done;
        }

        Output.Note($"{files.Count} {(files.Count == 1 ? "file" : "files")} in {folder}");
        return Application.Done;
    }
}
