using System.Runtime.CompilerServices;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.HeatMaps;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference.Files;
using Honnan.Inference.HeatMaps;
using Honnan.Inference.Sessions;

namespace Honnan.Inference;

/// <summary>
/// Names the country of pictures by an exported model. Pictures may be JPEG, PNG and the like; one at least three times as
/// wide as high is a panorama, of whose windows the mean is taken. Safe for use by several threads at once; make one and
/// keep it.
/// </summary>
public sealed class CountryPredictor : IDisposable
{
    // Few enough that the first answers come soon, every size of batch is tried early, and pictures that were fetched are kept till
    // they are answered; many enough to fill batches. Bulk scoring closes its parts at multiples of it.
    private const int PicturesAtATime = 64;

    private readonly OnnxSession _session;
    private readonly ViewRuns _runs;

    /// <summary>Loads a model.</summary>
    /// <param name="options">Looked through once, with all mistakes told at once.</param>
    /// <exception cref="InputException">An option is wrong; or the model's file is missing, damaged, or none that this program exported.</exception>
    public CountryPredictor(CountryPredictorOptions options)
        : this(options, (byte[]?)null)
    {
    }

    /// <summary>Loads a model whose file is in memory.</summary>
    /// <param name="options">As for a file; <see cref="CountryPredictorOptions.Model"/> is its name in messages.</param>
    /// <param name="file">The file's bytes, which are taken over; null to read the file that the options name.</param>
    /// <exception cref="InputException">An option is wrong; or the model is missing, damaged, or none that this program exported.</exception>
    public CountryPredictor(CountryPredictorOptions options, byte[]? file)
        : this(options ?? throw new ArgumentNullException(nameof(options)), Opened(options, file))
    {
    }

    private CountryPredictor(CountryPredictorOptions options, OnnxModelFile file)
    {
        Model = file.Document;
        Parameters = file.Parameters;
        Countries = [.. Model.Countries.Select(CountryCode.Parse)];
        Answerer = new Answerer(Model.Rules);
        CamGradient? gradient = Model.Cam is { } path ? new CamGradient(file, path) : null;
        _session = new OnnxSession(file, options.Threads, options.BatchesAtOnce, options.MemoryMiB);
        _runs = new ViewRuns(_session, Answerer, gradient, options.ScoreCamChannels);
    }

    /// <summary>What the model says of itself.</summary>
    public ExportedModel Model { get; }

    /// <summary>The net's numbers.</summary>
    public long Parameters { get; }

    /// <summary>The countries that it knows, in its order.</summary>
    public IReadOnlyList<CountryCode> Countries { get; }

    /// <summary>How heat maps are made where nothing else is asked for: Grad-CAM, or Eigen-CAM where the model does not have it.</summary>
    public CamMethod DefaultMethod => Model.Cam is null ? CamMethod.EigenCam : CamMethod.GradCam;

    /// <summary>Makes answers of what the model gives for views.</summary>
    public Answerer Answerer { get; }

    /// <summary>Answers for one file, of at most 64 MiB.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CountryPrediction Predict(string file, CancellationToken stop = default) =>
        One(new PictureFiles(), new PictureAddress("files", file), stop) with { File = file };

    /// <summary>The same without keeping the caller's thread.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task<CountryPrediction> PredictAsync(string file, CancellationToken stop = default) => Task.Run(() => Predict(file, stop), stop);

    /// <summary>Answers for a picture in memory.</summary>
    /// <param name="picture">The bytes of its file, at most 64 MiB.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CountryPrediction Predict(ReadOnlyMemory<byte> picture, CancellationToken stop = default) =>
        One(GivenPicture.Of(picture), GivenPicture.Address, stop);

    /// <summary>Answers for a picture that a stream gives.</summary>
    /// <param name="picture">Read to its end, at most 64 MiB; stays the caller's.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<CountryPrediction> PredictAsync(Stream picture, CancellationToken stop = default)
    {
        GivenPicture given = await GivenPicture.FromAsync(picture, stop).ConfigureAwait(false);
        return await Task.Run(() => One(given, GivenPicture.Address, stop), stop).ConfigureAwait(false);
    }

    /// <summary>Answers for many pictures in memory, in their order; one that cannot be read has an error in its answer.</summary>
    /// <param name="pictures">The bytes of their files, at most 64 MiB each; asked for as answers are.</param>
    /// <param name="stop">Ends the work, which goes on as answers are taken.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<CountryPrediction> Predict(IEnumerable<ReadOnlyMemory<byte>> pictures, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return pictures.Chunk(PicturesAtATime).SelectMany(part => _runs.Answer(GivenPictures.Addresses(part.Length), new GivenPictures(part), Model.Loading, stop)).Select(Of);
    }

    /// <summary>Answers for many files and folders of them, in their order; one that cannot be read has an error in its answer.</summary>
    /// <param name="filesAndFolders">Paths.</param>
    /// <param name="stop">Ends the work, which goes on as answers are taken: errors come there, too.</param>
    /// <exception cref="InputException">A folder cannot be listed, or holds no picture.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<CountryPrediction> Predict(IEnumerable<string> filesAndFolders, CancellationToken stop = default) =>
        Answer(PictureFiles.Find(filesAndFolders), new PictureFiles(), stop: stop).Select(answer => Of(answer) with { File = answer.Address.File });

    /// <summary>One answer for several pictures of one place: the mean of what the model says of each.</summary>
    /// <param name="files">At least one, of at most 64 MiB each.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>Of no file and size; <see cref="CountryPrediction.Known"/> where every picture is.</returns>
    /// <exception cref="ArgumentException">There is no file.</exception>
    /// <exception cref="InputException">One of them cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CountryPrediction PredictTogether(IEnumerable<string> files, CancellationToken stop = default)
    {
        Answer[] alone = [.. Answer(files.Select(file => new PictureAddress("files", file)), new PictureFiles(), stop: stop)
            .Select(a => a.Answer ?? throw new InputException($"{a.Address.File}: {a.Error}"))];
        if (alone.Length == 0)
        {
            throw new ArgumentException("there is no file", nameof(files));
        }

        bool? known = Array.Exists(alone, a => a.Known is null) ? null : Array.TrueForAll(alone, a => a.Known == true);
        return Of(Answerer.Together(alone) with { Known = known });
    }

    /// <summary>As <see cref="Predict(IEnumerable{string}, CancellationToken)"/>, for a folder, without keeping the caller's thread.</summary>
    public async IAsyncEnumerable<CountryPrediction> PredictFolderAsync(string folder, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using IEnumerator<CountryPrediction> answers = Predict([folder], stop).GetEnumerator();
        while (await Task.Run(answers.MoveNext, stop).ConfigureAwait(false))
        {
            yield return answers.Current;
        }
    }

    /// <summary>Answers for one file, with a heat map of the places that speak for a country.</summary>
    /// <param name="file">The picture.</param>
    /// <param name="country">One of <see cref="Countries"/>; null for the picture's guess.</param>
    /// <param name="method">How the map is made; null for <see cref="DefaultMethod"/>.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">It cannot be read, the model does not know the country, or does not have the method.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CountryExplanation Explain(string file, CountryCode? country = null, CamMethod? method = null, CancellationToken stop = default) =>
        OneExplained(new PictureFiles(), new PictureAddress("files", file), file, country, method, stop);

    /// <summary>The same without keeping the caller's thread.</summary>
    /// <param name="file">The picture.</param>
    /// <param name="country">One of <see cref="Countries"/>; null for the picture's guess.</param>
    /// <param name="method">How the map is made; null for <see cref="DefaultMethod"/>.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">It cannot be read, the model does not know the country, or does not have the method.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task<CountryExplanation> ExplainAsync(string file, CountryCode? country = null, CamMethod? method = null, CancellationToken stop = default) =>
        Task.Run(() => Explain(file, country, method, stop), stop);

    /// <summary>The same for a picture in memory.</summary>
    /// <param name="picture">The bytes of its file.</param>
    /// <param name="country">One of <see cref="Countries"/>; null for the picture's guess.</param>
    /// <param name="method">How the map is made; null for <see cref="DefaultMethod"/>.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">It cannot be read, the model does not know the country, or does not have the method.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CountryExplanation Explain(ReadOnlyMemory<byte> picture, CountryCode? country = null, CamMethod? method = null, CancellationToken stop = default) =>
        OneExplained(GivenPicture.Of(picture), GivenPicture.Address, null, country, method, stop);

    /// <summary>The same for a picture that a stream gives.</summary>
    /// <param name="picture">Read to its end; stays the caller's.</param>
    /// <param name="country">One of <see cref="Countries"/>; null for the picture's guess.</param>
    /// <param name="method">How the map is made; null for <see cref="DefaultMethod"/>.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">It cannot be read, the model does not know the country, or does not have the method.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<CountryExplanation> ExplainAsync(Stream picture, CountryCode? country = null, CamMethod? method = null, CancellationToken stop = default)
    {
        GivenPicture given = await GivenPicture.FromAsync(picture, stop).ConfigureAwait(false);
        return await Task.Run(() => OneExplained(given, GivenPicture.Address, null, country, method, stop), stop).ConfigureAwait(false);
    }

    /// <summary>The probabilities of pictures from any source, in their order.</summary>
    /// <param name="pictures">What is asked.</param>
    /// <param name="bytes">Where pictures' bytes come from.</param>
    /// <param name="loading">How pictures are prepared, if not as the model says.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<PictureAnswer> Answer(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions? loading = null, CancellationToken stop = default) =>
        pictures.Chunk(PicturesAtATime).SelectMany(part => _runs.Answer(part, bytes, loading ?? Model.Loading, stop));

    /// <summary>The same with coarse heat maps of every view.</summary>
    /// <param name="pictures">What is asked.</param>
    /// <param name="bytes">Where pictures' bytes come from.</param>
    /// <param name="country">The country to explain, by its place in the model's order; null for each picture's guess.</param>
    /// <param name="method">How maps are made; null for <see cref="DefaultMethod"/>.</param>
    /// <param name="loading">How pictures are prepared, if not as the model says.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="country"/> is no place in <see cref="Countries"/>.</exception>
    /// <exception cref="InputException">The model does not have the method.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<Explanation> AnswerWithMaps(
        IEnumerable<PictureAddress> pictures, IPictureBytes bytes, int? country = null, CamMethod? method = null, LoadingOptions? loading = null, CancellationToken stop = default)
    {
        if (country is { } place)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(place, nameof(country));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Countries.Count, nameof(country));
        }

        if (method == CamMethod.GradCam && Model.Cam is null)
        {
            throw new InputException($"an exported {Model.Net} has no grad-cam, since its last layer mixes places (it has: eigen-cam, score-cam); its run's folder has it");
        }

        return pictures.Chunk(PicturesAtATime).SelectMany(part => _runs.Explain(part, bytes, country, method ?? DefaultMethod, loading ?? Model.Loading, stop));
    }

    /// <summary>Lets what is being predicted end; whoever asks later gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _session.Dispose();

    private static OnnxModelFile Opened(CountryPredictorOptions options, byte[]? file)
    {
        string[] errors = [.. options.Errors()];
        if (errors.Length > 0)
        {
            throw new InputException(string.Join("; ", errors));
        }

        _ = Task.Run(OnnxSession.LoadLibrary); // while the file is read and looked through
        return file is null ? OnnxModelFile.Open(ShippedModels.Resolve(options.Model))
            : OnnxModelFile.Read(options.Model, file);
    }

    private CountryPrediction One(IPictureBytes bytes, PictureAddress address, CancellationToken stop)
    {
        PictureAnswer answer = _runs.Answer([address], bytes, Model.Loading, stop)[0];
        return answer.Error is { } error ? throw new InputException($"{address.File}: {error}") : Of(answer);
    }

    private CountryExplanation OneExplained(IPictureBytes bytes, PictureAddress address, string? file, CountryCode? country, CamMethod? method, CancellationToken stop)
    {
        int? place = country is { } code ? Array.IndexOf([.. Countries], code) : null;
        if (place < 0)
        {
            throw new InputException($"the model does not know {country} (it knows {string.Join(", ", Countries)})");
        }

        byte[] picture = ReadOnce(bytes, address);
        Explanation explanation = AnswerWithMaps([address], new GivenPicture(picture), place, method, stop: stop).Single();
        return explanation.Answer.Error is { } error ? throw new InputException($"{address.File}: {error}")
            : new CountryExplanation(Of(explanation.Answer) with { File = file }, Countries[explanation.Class], explanation, picture);
    }

    // The map is drawn over the very picture that it explains, whatever becomes of the file meanwhile.
    private static byte[] ReadOnce(IPictureBytes bytes, PictureAddress address)
    {
        try
        {
            return bytes.Read(address);
        }
        catch (InputException error)
        {
            throw new InputException($"{address.File}: {error.Message}", error);
        }
    }

    private CountryPrediction Of(PictureAnswer picture) =>
        (picture.Answer is { } answer ? Of(answer) : new CountryPrediction()) with { Size = picture.Size, Error = picture.Error };

    private CountryPrediction Of(Answer answer) => new()
    {
        Known = answer.Known,
        Point = answer.Point,
        Countries = [.. Ranking.Best(answer.Probabilities, answer.Probabilities.Length).Select(k => new CountryProbability(Countries[k], answer.Probabilities[k]))],
    };
}
