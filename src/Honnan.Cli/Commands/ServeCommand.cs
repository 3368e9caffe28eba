using System.CommandLine;
using System.Net;
using System.Runtime.CompilerServices;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Inference;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Web;
using Honnan.Web.Hosting;

namespace Honnan.Cli.Commands;

/// <summary>Serves the web page and its API until it is stopped.</summary>
internal sealed class ServeCommand : HonnanCommand
{
    private const int ScoreCamChannels = 32; // each costs a pass through the net, and others wait
    private const string KeyVariable = "HONNAN_API_KEY";
    private const int LeastKey = 16;

    private readonly Option<string> _model = new("--model") { Description = $"{AnyModel}; a file is read again when it changes", HelpName = "MODEL", DefaultValueFactory = _ => ShippedModels.Default };
    private readonly Option<int> _port = ValueOptions.Number("--port", "the port; 0: any free one", 5080, 0, 65535);
    private readonly Option<string?> _listen = new("--listen") { Description = "the address to listen on, such as 0.0.0.0 for all; without it this machine alone", HelpName = "ADDRESS" };
    private readonly Option<string[]> _host = new("--host") { Description = "a name under which a proxy on this machine asks for the service", HelpName = "NAME", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _key = new("--api-key-file") { Description = $"a file with the key that the API asks for (or the environment variable {KeyVariable})", HelpName = "FILE" };
    private readonly Option<string?> _play = new("--play") { Description = "the game's pictures: a selection, a folder of countries, or a labels file; without it drawn ones", HelpName = "PATH" };
    private readonly Option<string?> _report = new("--report") { Description = "the folder that evaluate wrote about the model; the page links to its report", HelpName = "DIR" };
    private readonly Option<string?> _atlas = new("--atlas") { Description = "the folder that atlas wrote about the model; the page links to it", HelpName = "DIR" };
    private readonly Option<int> _queue = ValueOptions.Number("--queue", "pictures that may wait; beyond it requests are told to come again", 64, 1, 10_000);
    private readonly Option<int> _perClient = ValueOptions.Number("--per-client", "requests of one client's address at a time", 32, 1, 10_000);
    private readonly Option<int> _threads = ThreadsOption();

    public ServeCommand(CommandOutput output)
        : base(output, "serve", "Serves a web page and its API: drop a picture, see the country and why; play against the net.", "honnan serve --port 5080")
    {
        foreach (Option option in (Option[])[_model, _port, _listen, _host, _key, _play, _report, _atlas, _queue, _perClient, _threads])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string named = parsed.GetRequiredValue(_model);
        int threads = parsed.GetValue(_threads);
        IPAddress address = AddressOf(parsed.GetValue(_listen));
        string? key = Key(parsed.GetValue(_key));
        string[] hosts = [.. parsed.GetRequiredValue(_host).Select(HostOf)];
        bool isFile = FileModel.IsNamed(named);
        string model = isFile ? ShippedModels.Resolve(named) : named;
        byte[]? exported = isFile ? null : Exported(model);
        string? drawn = ShippedModels.Find(ShippedModels.Drawn);
        var options = new WebServiceOptions
        {
            OpenModel = () => Open(model, exported),
            OpenDrawnModel = drawn is null ? null : () => Open(drawn, null),
            WatchedFile = isFile ? model : null,
            Address = address,
            Port = parsed.GetValue(_port),
            Hosts = hosts,
            ApiKey = key,
            PlayPath = parsed.GetValue(_play),
            ReportFolder = parsed.GetValue(_report),
            AtlasFolder = parsed.GetValue(_atlas),
            QueueLength = parsed.GetValue(_queue),
            RequestsOfAClient = parsed.GetValue(_perClient),
        };
        ServeAsync(options, stop).GetAwaiter().GetResult();
        return Application.Done;

        CountryPredictor Open(string file, byte[]? bytes) =>
            new(new CountryPredictorOptions { Model = file, Threads = threads, BatchesAtOnce = 1, ScoreCamChannels = ScoreCamChannels }, bytes);
    }

    // Apart, so that the web framework is loaded only when it is wanted.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task ServeAsync(WebServiceOptions options, CancellationToken stop)
    {
        await using WebService service = await WebService.StartAsync(options, stop);
        TellStart(service);

        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            if (Output.Watched)
            {
                Output.Note("ending; requests that are being answered end first");
            }
            else
            {
                service.LogEnd();
            }
        }

        await service.StopAsync();
    }

    // To people in plain words; to programs, as all that follows is told: a JSON object a line.
    private void TellStart(WebService service)
    {
        if (!Output.Watched)
        {
            service.LogStart();
            return;
        }

        foreach (Uri address in service.Addresses)
        {
            Output.Note($"serving on {address}");
        }

        foreach (Uri address in service.OpenAddresses)
        {
            Output.Note($"warning: everybody who reaches {address} can use this service; it asks for no password (--api-key-file makes it)");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Exported(string run)
    {
        TorchRuntime.Start();
        using TrainedModel model = TrainedModel.Open(run, Precision.Float32, "cpu", MemoryLayout.ChannelsLast); // nothing is computed by it
        return OnnxExport.Bytes(model, half: false);
    }

    private static IPAddress AddressOf(string? text) =>
        text is null ? IPAddress.Loopback
        : text is "localhost" ? IPAddress.Loopback
        : text is "*" ? IPAddress.Any
        : IPAddress.TryParse(text, out IPAddress? address) ? address
        : throw new InputException($"--listen '{text}' is no address; it may be 0.0.0.0 or * (all), :: or an address of this machine");

    private static string HostOf(string name) => Uri.CheckHostName(name) != UriHostNameType.Unknown
        ? name
        : throw new InputException($"--host '{name}' is no host's name; it may be a name such as site.example, or an address, without a scheme or a port");

    private static string? Key(string? file)
    {
        string? key = file is null ? Environment.GetEnvironmentVariable(KeyVariable)
            : File.Exists(file) ? File.ReadAllText(file).Trim()
            : throw new InputException($"--api-key-file: there is no file '{file}'");
        return key is null or { Length: >= LeastKey } ? key : throw new InputException($"the API's key has {key.Length} characters; it must have at least {LeastKey}");
    }
}
