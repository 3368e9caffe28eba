using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Demo;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Data.Files;
using Honnan.Data.Loading;
using Honnan.Learning.Runtime;
using Honnan.World;
using Honnan.World.Truth;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Goes the whole way on pictures that it draws itself, by the lines that a user would type.</summary>
internal sealed class DemoCommand : HonnanCommand
{
    private const string Weights = "tf_efficientnet_lite0.fp16.safetensors";
    private const string DefaultFolder = "honnan-demo";
    private const int PanoramasIn = 6; // of so many pictures one is a panorama, and one a single view; the others are windows

    private readonly Option<string> _out = new("--output", "-o") { Description = "folder for all that it makes", DefaultValueFactory = _ => DefaultFolder, HelpName = "DIR" };
    private readonly Option<int> _pictures = ValueOptions.Number("--pictures", "pictures of each of the dozen countries", 60, 12, 10_000);
    private readonly Option<int> _seed = ValueOptions.Number("--seed", "of the pictures, the split and the training", 1, 0, int.MaxValue);
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public DemoCommand(CommandOutput output)
        : base(output, "demo", "Goes the whole way on street scenes that it draws itself: import, curate, train, evaluate, explain, atlas, export, predict.", "honnan demo -o demo")
    {
        foreach (Option option in (Option[])[_out, _pictures, _seed, _threads, _force, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        Libtorch.Require(); // before minutes are spent on drawing
        TimeProvider clock = TimeProvider.System;
        long begun = clock.GetTimestamp();
        string weights = Path.Combine(AppContext.BaseDirectory, "models", Weights);
        if (!File.Exists(weights))
        {
            throw new InputException($"'{weights}' is missing: it comes with the project, in the folder models");
        }

        string path = Path.GetFullPath(parsed.GetRequiredValue(_out));
        (int seed, int pictures) = (parsed.GetValue(_seed), parsed.GetValue(_pictures));
        using var folder = WholeFolder.Create(path, parsed.GetValue(_force), "demo");
        var plan = new DemoPlan(path, weights, pictures, seed);
        Draw(plan, pictures, seed, stop);
        plan.WriteConfigurations();
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DemoStep step in plan.Steps)
        {
            stop.ThrowIfCancellationRequested();
            said[step.Line[0]] = Take(step, path, parsed.GetValue(_threads), stop);
        }

        (int hits, int pointed) = Point(plan, parsed.GetValue(_threads), stop);
        using var judged = JsonDocument.Parse(said["evaluate"]);
        var result = new DemoResult
        {
            Accuracy = judged.RootElement.GetProperty("top1").GetDouble(),
            PointingGame = pointed == 0 ? 0 : (double)hits / pointed,
            ShortcutFound = PlantedShortcut.IsTold(judged.RootElement),
            Seconds = Math.Round(clock.GetElapsedTime(begun).TotalSeconds, 1),
            Report = Path.Combine(plan.Judged, "report.html"),
            Atlas = plan.Atlas,
            Model = plan.Exported,
        };
        folder.Commit();
        Show(parsed, result, judged.RootElement.GetProperty("pictures").GetInt32(), hits, pointed);
        return Application.Done;
    }

    private void Draw(DemoPlan plan, int pictures, int seed, CancellationToken stop)
    {
        int few = Math.Max(2, pictures / PanoramasIn);
        var world = new DrawnWorld(new WorldOptions { Seed = seed, ShortSide = DemoPlan.ShortSide, Panoramas = few, Windows = pictures - (2 * few), Views = few });
        Output.Note($"drawing {pictures} street scenes of each of 12 countries");
        DrawCommand.Write(Output, world, plan.World, force: false, stop);
    }

    /// <summary>Runs a line as if it were typed and gives what it printed.</summary>
    private string Take(DemoStep step, string folder, int threads, CancellationToken stop)
    {
        Output.Note($"{step.Title}: {step.Typed(folder)}");
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        RootCommand root = Application.Root(AllCommands.Create(new CommandOutput(said, Output.Messages, Output.Watched), _ => null)); // whole, in a scheduler's array, too
        string[] line = threads > 0 && step.Line[0] is not ("import" or "curate" or "export") ? [.. step.Line, "--threads", $"{threads}"] : [.. step.Line];
        int code = Application.InvokeAsync(root.Parse(line), stop).GetAwaiter().GetResult();
        return code == Application.Done ? said.ToString() : throw new InvalidOperationException($"'{step.Typed(folder)}' ended with {code}");
    }

    private (int Hits, int Pictures) Point(DemoPlan plan, int threads, CancellationToken stop)
    {
        Output.Note("holding heat maps against what was drawn");
        using var model = new RunModel(plan.Run, Precision.Auto, ComputeDevice.Auto, threads);
        using var set = JudgedSet.From(Selection.Open(plan.Selection), SplitSide.Test, fold: null);
        return Output.WithProgress("pointing", report => new DrawnTruth(WorldManifest.Read(plan.World), model.Trained).Point(set, (done, all) => report((double)done / all, $"{done} of {all}"), stop));
    }

    private void Show(ParseResult parsed, DemoResult result, int judged, int hits, int pictures)
    {
        if (parsed.GetValue(_json))
        {
            Output.Json(result);
            return;
        }

        Table table = new Table().HideHeaders().AddColumns("", "");
        table.AddRow("countries named rightly", string.Create(CultureInfo.InvariantCulture, $"{100 * result.Accuracy:0.0} % of {judged} test pictures"));
        table.AddRow("heat maps that point at a drawn cue", string.Create(CultureInfo.InvariantCulture, $"{100 * result.PointingGame:0.0} % ({hits} of {pictures})"));
        table.AddRow("planted shortcut (a stamp)", result.ShortcutFound ? "found by the audit" : "not found");
        table.AddRow("took", string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:0} s"));
        table.AddRow("report", result.Report.EscapeMarkup());
        table.AddRow("atlas", result.Atlas.EscapeMarkup());
        table.AddRow("exported model", result.Model.EscapeMarkup());
        Output.Results.Write(table);
    }
}
