# What must hold on Windows PowerShell 5.1 as on PowerShell 7: nothing here is newer than 5.1.
BeforeAll {
    $module = if ($env:IMAGEGEN_MODULE) { $env:IMAGEGEN_MODULE } else { Join-Path $PSScriptRoot '../../out/ImageGen' }
    Import-Module (Resolve-Path -LiteralPath $module).ProviderPath -ErrorAction Stop
    Remove-Item -ErrorAction Ignore -Path Env:OPENAI_*, Env:AZURE_OPENAI_*, Env:IMAGEGEN_SANDBOX
    Connect-AIImageService -Sandbox
}

Describe 'On both editions' {
    BeforeEach { Push-Location -LiteralPath $TestDrive }
    AfterEach { Pop-Location }

    It 'loads the binary of the edition' {
        $folder = if ($PSVersionTable.PSEdition -eq 'Core') { 'Core' } else { 'Desktop' }

        Split-Path (Split-Path (Get-Command New-AIImage).DLL) -Leaf | Should -Be $folder
    }

    It 'saves, edits and saves again' {
        $file = New-AIImage 'a red fox' -OutFile ./fox.png | Edit-AIImage 'in snow' -OutFile ./snow.png

        $file.FullName | Should -Exist
        $file.Prompt | Should -Be 'in snow'
        $file.ParentPath | Should -BeLike '*fox.png'
    }

    It 'streams partial images' {
        $items = @(Get-AIImageStream 'an owl' -PartialImages 2)

        ($items | ForEach-Object { $_.IsFinal }) -join ' ' | Should -Be 'False False True'
    }

    It 'passes images to the file cmdlets and back' {
        $copy = New-AIImage 'a hare' -OutFile ./hare.png | Copy-Item -Destination ./copy.png -PassThru

        $copy.Length | Should -BeGreaterThan 0
        (Get-Item ./copy.png | Edit-AIImage 'at night').Status | Should -Be 'completed'
    }

    It 'survives Export-Clixml' {
        New-AIImage 'a badger' | Export-Clixml ./badger.xml

        (Import-Clixml ./badger.xml | Save-AIImage ./badger.png).Exists | Should -BeTrue
    }

    It 'makes an image of each row of a CSV' {
        'Prompt,OutFile,Quality', 'a fox,one.png,low', 'an owl,two.png,LOW' | Set-Content ./rows.csv

        (Import-Csv ./rows.csv | New-AIImage).Quality | Should -Be 'low', 'low'
        './one.png', './two.png' | Should -Exist
    }

    It 'makes images in a batch' {
        'a fox', 'an owl' | Start-AIImageBatch -OutFile ./batch -Record ./rows.batch | Wait-AIImageBatch |
            Receive-AIImageBatch | Should -HaveCount 2
    }

    It 'says what is wrong by a stable id' {
        { Edit-AIImage 'x' -Path ./none.png -ErrorAction Stop } | Should -Throw -ErrorId 'ImageReadFailed*'
    }

    It 'has help' {
        (Get-Help New-AIImage).Synopsis | Should -Not -BeNullOrEmpty
    }
}
