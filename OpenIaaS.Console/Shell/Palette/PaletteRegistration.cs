using OpenIaaS.Console.Compute.Machine;

namespace OpenIaaS.Console.Shell.Palette;

static class PaletteRegistration
{
    public static IServiceCollection AddPalette(this IServiceCollection services) => services
        .AddScoped<PaletteWords>().AddScoped<MachineActionWords>().AddScoped<PaletteCommands>().AddScoped<PaletteRecent>()
        .AddScoped<MachineCommands>().AddScoped<MachineForecast>().AddScoped<MachinePreviews>()
        .AddScoped<PaletteMachines>().AddScoped<PaletteHosts>().AddScoped<PaletteCatalog>().AddScoped<PaletteSubjects>();
}
