using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Honnan.Inference;

/// <summary>Registers prediction with a program's services.</summary>
public static class HonnanServices
{
    /// <summary>
    /// Adds one <see cref="CountryPredictor"/> for the whole program, made when it is first asked for, of the program's
    /// <see cref="CountryPredictorOptions"/>: those of its configuration, where it binds them
    /// (<c>services.Configure&lt;CountryPredictorOptions&gt;(…)</c>), count as well.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Names another model than the shipped one, and the like; null (the default) for what <see cref="CountryPredictorOptions"/> is by itself.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddHonnan(this IServiceCollection services, Action<CountryPredictorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CountryPredictorOptions>().Configure(options => configure?.Invoke(options));
        services.TryAddSingleton(provider => new CountryPredictor(provider.GetRequiredService<IOptions<CountryPredictorOptions>>().Value));
        return services;
    }
}
