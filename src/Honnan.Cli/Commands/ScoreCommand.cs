using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Loading;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Inference;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Commands;

/// <summary>Names the countries of very many pictures, in parts that processes work on apart from each other.</summary>
internal sealed class ScoreCommand : HonnanCommand
{
    private readonly Argument<string?> _input = new("input")
    {
        Description = "a folder of pictures or of Parquet files with pictures inside, a .parquet file, a table (.csv, .tsv, .jsonl) with the column file, or a text file with a path a line; each may lie in an object store (s3://bucket/path, a folder with / at its end)",
        HelpName = "INPUT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out = new("--output", "-o") { Description = "the folder for the shards, which may be s3://bucket/path; with --merge, the merged file [default: scores.parquet in the shards' folder]", HelpName = "PATH" };
    private readonly Option<string?> _model = new("--model") { Description = $"{AnyModel} [default: {ShippedModels.Default}]", HelpName = "MODEL" };
    private readonly ShardOptions _shards = new();
    private readonly Option<string?> _merge = new("--merge") { Description = "in place of scoring: put the shards in this folder together to one file, if every one is there once", HelpName = "DIR" };
    private readonly Option<string?> _progress = new("--progress") { Description = "in place of scoring: tell how far the shards in this folder are, whoever works on them", HelpName = "DIR" };
    private readonly Option<int> _top = TopOption("how many countries to name of each picture");
    private readonly OverlayOption _overlay;
    private readonly Option<Precision> _precision = PrecisionOption(exported: true);
    private readonly Option<string> _device = DeviceOption(exported: true);
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public ScoreCommand(CommandOutput output)
        : base(output, "score", "Names the countries of very many pictures, in shards that can be made apart from each other and gone on with.", "honnan score photos --model first.onnx -o scores --shards 10 --shard 3")
    {
        _overlay = new OverlayOption(output);
        Arguments.Add(_input);
        foreach (Option option in (Option[])[_out, _model, .. _shards.All, _merge, _progress, _top, _overlay.Option, _precision, _device, _threads, _force, _json])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override bool TakesStores => true;

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string? input = parsed.GetValue(_input);
        (string? merged, string? watched) = (parsed.GetValue(_merge), parsed.GetValue(_progress));
        if (merged is not null || watched is not null)
        {
            (Option option, Option[] besides) = merged is null ? ((Option)_progress, (Option[])[_json]) : (_merge, [_out, _force, _json]);
            Option? given = Options.FirstOrDefault(o => o != option && !besides.Contains(o) && parsed.Gives(o));
            if (input is not null || given is not null)
            {
                throw new InputException($"{option.Name} takes the folder of the shards alone, not {given?.Name ?? $"'{input}'"} (beside it: {string.Join(", ", besides.Select(o => o.Name))})");
            }

            return merged is null ? Tell(parsed, watched!, stop) : Merge(parsed, merged, stop);
        }

        if (input is null || parsed.GetValue(_out) is null)
        {
            throw new InputException("name the pictures and -o; or the shards to be put together, by --merge");
        }

        return Score(parsed, input, parsed.GetValue(_out)!, parsed.GetValue(_model) ?? ShippedModels.Default, stop);
    }

    private int Score(ParseResult parsed, string path, string folder, string name, CancellationToken stop)
    {
        Shard shard = _shards.Read(parsed, Environment.GetEnvironmentVariable);
        if (File.Exists(folder))
        {
            throw new InputException($"output '{folder}' is a file; name a folder");
        }

        using ScorePlace place = ScorePlace.OfInput(path, Output.Note);
        using ScoreInput input = place.OpenInput(stop);
        if (input.Remark is { } remark)
        {
            Output.Note(remark);
        }

        using IAskedModel model = new AskedModelOptions(_precision, _device, _threads).Open(parsed, name);
        LoadingOptions loading = _overlay.Apply(parsed, model.Loading);
        ScoreIdentity identity = new ScoreIdentity
        {
            Model = model.Digest,
            Precision = model is RunModel run ? run.Precision.ToString().ToLowerInvariant() : null, // auto may be another on another machine
            Overlay = loading == model.Loading ? null : parsed.GetValue(_overlay.Option),
            Top = Math.Min(parsed.GetValue(_top), model.Countries.Count),
            Shards = shard.Count,
        }.Of(input, stop);
        using ScorePlace output = ScorePlace.OfFolder(folder, Output.Note);
        var scorer = new ShardScorer(input, shard, identity, model.Countries, (pictures, bytes) => model.Predict(pictures, bytes, loading, stop), TimeProvider.System);
        ScoredShard scored = Output.WithProgress("scoring", report => scorer.Run(
            output.Store, parsed.GetValue(_force), done => report((double)done / scorer.Pictures, $"{done} of {scorer.Pictures}"), stop));
        double speed = scored.Scored / Math.Max(scored.Time.TotalSeconds, 1e-9);
        Show(
            parsed,
            new { file = scored.File, shard = shard.Index, shards = shard.Count, pictures = scored.Pictures, unreadable = scored.Unreadable, scored = scored.Scored, picturesPerSecond = scored.Scored > 0 ? speed : (double?)null },
            $"{scored.Pictures} pictures in {scored.File}, {scored.Unreadable} not readable{(scored.Scored == scored.Pictures ? "" : $"; {scored.Pictures - scored.Scored} were done before")}{(scored.Scored > 0 ? $"; {speed:0.0} pictures/s" : "")}");
        return Application.Done;
    }

    private int Merge(ParseResult parsed, string folder, CancellationToken stop)
    {
        string? file = parsed.GetValue(_out);
        using ScorePlace? target = file is null ? null : Target(file);
        using ScorePlace shards = ScorePlace.OfFolder(folder, Output.Note);
        MergedScores merged = ScoreMerge.Run(shards.Store, target?.Store ?? shards.Store, target?.Name ?? ScoreMerge.FileName, parsed.GetValue(_force), stop);
        Show(
            parsed,
            new { file = merged.File, shards = merged.Shards, pictures = merged.Pictures, unreadable = merged.Unreadable },
            $"{merged.Pictures} pictures of {merged.Shards} shards in {merged.File}, {merged.Unreadable} not readable");
        return Application.Done;
    }

    /// <summary>Where the merged file goes.</summary>
    private ScorePlace Target(string file)
    {
        if (Directory.Exists(file))
        {
            throw new InputException($"-o '{file}' is a folder; with --merge it names the merged file");
        }

        if (!file.EndsWith('/') && Path.GetExtension(file) != ".parquet")
        {
            throw new InputException($"-o '{file}' must end in .parquet: the merged file is Parquet");
        }

        ScorePlace place = ScorePlace.OfFile(file, Output.Note);
        return place.Store is LocalFiles { Place.Length: > 0 } local && !Directory.Exists(local.Place)
            ? throw new InputException($"output '{file}' cannot be made: there is no folder '{local.Place}'")
            : place;
    }

    private int Tell(ParseResult parsed, string folder, CancellationToken stop)
    {
        using ScorePlace place = ScorePlace.OfFolder(folder, Output.Note);
        var progress = ScoringProgress.Read(place.Store, stop);
        if (parsed.GetValue(_json))
        {
            Output.Json(progress);
            return Application.Done;
        }

        foreach (BegunShard shard in progress.Begun)
        {
            Output.Raw.WriteLine(string.Create(CultureInfo.InvariantCulture, $"shard {shard.Shard}: {shard.Done} pictures"));
        }

        double share = progress.Pictures > 0 ? (double)progress.Done / progress.Pictures : 1;
        Output.Raw.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Done} of {progress.Pictures} pictures ({share:0.0 %}); of {progress.Shards} shards {progress.Finished} are finished, {progress.Begun.Count} begun, {progress.Waiting.Count} waiting; last written {progress.LastChange:yyyy-MM-dd HH:mm:ss} UTC"));
        return Application.Done;
    }

    private void Show<T>(ParseResult parsed, T document, FormattableString sentence)
    {
        if (parsed.GetValue(_json))
        {
            Output.Json(document);
        }
        else
        {
            Output.Raw.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));
        }
    }
}
